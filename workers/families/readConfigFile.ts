import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "~/core/errors";
import type { FoundConfig } from "./chooseFamily";
import { isRecord } from "./configReader";

/** Far above any real one. */
const mostBytes = 4 * 2 ** 20;

/**
 * The config.json of a checkpoint, beside its weights or in its folder; null where there is none.
 *
 * @throws AppError checkpoint_unreadable when it is no JSON object
 */
export async function readConfigFile(path: string): Promise<FoundConfig | null> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
  const config = join(isFolder ? path : dirname(path), "config.json");
  const found = await stat(config).catch(() => null);
  if (found === null) return null;
  const unreadable = (reason: string, cause?: unknown) =>
    new AppError("checkpoint_unreadable", `${config} cannot be read: ${reason}.`, { cause });
  if (found.size > mostBytes)
    throw unreadable(`it has ${found.size} bytes, at most ${mostBytes} are allowed`);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(config, "utf8"));
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : "it is no JSON", cause);
  }
  if (!isRecord(content)) throw unreadable("it is no JSON object");
  return { content, path: config };
}
