import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeFolder } from "~workers/checkpoints/writeFolder";
import type { TokenizedText } from "./tokenizeDocuments";

const Meta = z.object({
  recipe: z.unknown(),
  tokens: z.object({ train: z.int(), heldOut: z.int() }),
  sha256: z.string(),
});

/** Of both parts, the training text first. */
export function hashTokens({ train, heldOut }: TokenizedText): string {
  return createHash("sha256").update(bytesOf(train)).update(bytesOf(heldOut)).digest("hex");
}

/** The text stored in a folder, or null when there is none or its bytes are no longer what was written. */
export async function findTokens(folder: string): Promise<TokenizedText | null> {
  try {
    const meta = Meta.parse(JSON.parse(await readFile(join(folder, "meta.json"), "utf8")));
    const text = {
      train: await readTokens(join(folder, "train.u16")),
      heldOut: await readTokens(join(folder, "heldOut.u16")),
    };
    return hashTokens(text) === meta.sha256 ? text : null;
  } catch {
    // Whatever is wrong with a cache, the remedy is the same: make it again.
    return null;
  }
}

/** @param recipe everything that decided the tokens, for whoever looks into the folder */
export async function saveTokens(folder: string, text: TokenizedText, recipe: unknown): Promise<void> {
  const { train, heldOut } = text;
  const meta = { recipe, tokens: { train: train.length, heldOut: heldOut.length }, sha256: hashTokens(text) };
  await writeFolder(folder, {
    "train.u16": [bytesOf(train)],
    "heldOut.u16": [bytesOf(heldOut)],
    "meta.json": [Buffer.from(`${JSON.stringify(meta, null, 2)}\n`)],
  });
}

async function readTokens(path: string): Promise<Uint16Array> {
  const bytes = await readFile(path);
  return new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

const bytesOf = (tokens: Uint16Array) => new Uint8Array(tokens.buffer, tokens.byteOffset, tokens.byteLength);
