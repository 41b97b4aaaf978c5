import { existsSync } from "node:fs";
import { readFile, readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "~/core/errors";
import { isLlama2cTokenizer } from "~workers/checkpoints/llama2c/isLlama2cTokenizer";
import { parseJson } from "../parseJson";
import { bytePairTokenizer } from "./bytePairTokenizer";
import { huggingFaceTokenizer } from "./huggingFaceTokenizer";
import { llama2cTokenizer } from "./llama2cTokenizer";
import { tiktokenTokenizer } from "./tiktokenTokenizer";
import type { TextTokenizer } from "./textTokenizer";

/** Far above any real one. */
const mostBytes = 256 * 2 ** 20;

/**
 * A tokenizer by its file: a tokenizer.json, GPT-2's vocab.json with merges.txt, a tiktoken file, or llama2.c's .bin.
 *
 * @throws AppError not_found; invalid_argument when it is none of these
 */
export async function openTokenizer(path: string): Promise<TextTokenizer> {
  const size = (await stat(path).catch(() => null))?.size;
  if (size === undefined) throw new AppError("not_found", `There is no tokenizer ${path}.`);
  if (size > mostBytes) {
    throw new AppError(
      "invalid_argument",
      `The tokenizer ${path} has ${size} bytes; at most ${mostBytes} are read.`,
    );
  }
  if (path.endsWith(".bin")) return llama2cTokenizer(await readFile(path), path);
  const content = await readFile(path, "utf8");
  if (!path.endsWith(".json")) return tiktokenTokenizer(content, path);
  const folder = dirname(path);
  if (basename(path) === "vocab.json") {
    const merges = await readFile(join(folder, "merges.txt"), "utf8").catch(() => {
      throw new AppError("not_found", `Beside ${path} there is no merges.txt, which belongs to it.`);
    });
    return bytePairTokenizer(parseJson(content, path), merges, path);
  }
  const config = join(folder, "tokenizer_config.json");
  return huggingFaceTokenizer(parseJson(content, path), {
    config: existsSync(config) ? parseJson(await readFile(config, "utf8"), config) : null,
    path,
  });
}

/** The tokenizer in a checkpoint's folder or in the one around it, or beside its file; null where there is none. */
export async function findTokenizer(checkpoint: string): Promise<TextTokenizer | null> {
  const isFolder = (await stat(checkpoint).catch(() => null))?.isDirectory() ?? false;
  // The checkpoints of one run share a tokenizer.
  const folders = isFolder ? [checkpoint, dirname(checkpoint)] : [dirname(checkpoint)];
  for (const folder of folders) {
    const found = await tokenizerIn(folder);
    if (found !== undefined) return openTokenizer(join(folder, found));
  }
  return null;
}

async function tokenizerIn(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.includes("tokenizer.json")) return "tokenizer.json";
  const isByteTokens = names.includes("vocab.json") && names.includes("merges.txt");
  const known = names.find((name) => name.endsWith(".tiktoken")) ?? (isByteTokens ? "vocab.json" : undefined);
  if (known !== undefined) return known;
  for (const name of names.sort()) if (await isLlama2cTokenizer(join(folder, name))) return name;
  return undefined;
}
