import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { AppError } from "~/core/errors";
import { readJsonLines } from "./readJsonLines";
import { readParquetTexts } from "./readParquetTexts";
import { readPlainText } from "./readPlainText";

const readers: Readonly<Record<string, (path: string) => AsyncIterable<string>>> = {
  ".txt": readPlainText,
  ".jsonl": readJsonLines,
  ".parquet": readParquetTexts,
};

export const isDocumentFile = (path: string) => Object.hasOwn(readers, extname(path));

/**
 * The documents of a text, one after another; no more of the file is read than is asked for. `.txt` is read in pieces
 * that end with a line, `.jsonl` and `.parquet` have a document in the field `text` of each row.
 *
 * @throws AppError not_found; invalid_argument naming the file and the row that is wrong
 */
export async function* readDocuments(path: string): AsyncGenerator<string> {
  const reader = readers[extname(path)];
  if (reader === undefined) {
    const known = Object.keys(readers).join(", ");
    throw new AppError("invalid_argument", `The text ${path} must be one of ${known}.`);
  }
  const found = await stat(path).catch(() => null);
  if (found === null) throw new AppError("not_found", `There is no text ${path}.`);
  if (!found.isFile()) throw new AppError("invalid_argument", `The text ${path} is no plain file.`);
  yield* reader(path);
}
