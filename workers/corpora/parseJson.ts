import { AppError } from "~/core/errors";

/** @throws AppError invalid_argument naming the file and where it stops being JSON */
export function parseJson(content: string, path: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown reason";
    throw new AppError("invalid_argument", `${path} is no JSON: ${reason}.`, { cause });
  }
}
