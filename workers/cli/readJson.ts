import { readFile } from "node:fs/promises";
import { AppError } from "~/core/errors";

/** @throws AppError invalid_argument, invalid_config */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new AppError("invalid_argument", `The config ${path} cannot be read.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "";
    throw new AppError("invalid_config", `The config ${path} is no JSON: ${reason}`, { cause });
  }
}
