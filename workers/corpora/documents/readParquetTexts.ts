import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { AppError } from "~/core/errors";

const rowsAtATime = 1000;
/** A page that claims to unpack to more is a trap. */
const longestPage = 2 ** 30;

const compressors = {
  GZIP: (packed: Uint8Array, length: number) => new Uint8Array(gunzipSync(packed, unpackedTo(length))),
  BROTLI: (packed: Uint8Array, length: number) =>
    new Uint8Array(brotliDecompressSync(packed, unpackedTo(length))),
};

const unpackedTo = (length: number) => ({ maxOutputLength: Math.max(1, Math.min(length, longestPage)) });

/** The column `text`, row after row; uncompressed, or packed with Snappy, gzip or Brotli. */
export async function* readParquetTexts(path: string): AsyncGenerator<string> {
  const unusable = (reason: string, cause?: unknown) =>
    new AppError("invalid_argument", `${path} cannot be read as Parquet: ${reason}.`, { cause });
  const naming = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw unusable(cause instanceof Error ? cause.message : "unknown reason", cause);
    }
  };
  const file = await asyncBufferFromFile(path);
  const metadata = await naming(() => parquetMetadataAsync(file));
  const columns = metadata.schema.filter(({ num_children: children }) => !children).map(({ name }) => name);
  if (!columns.includes("text"))
    throw unusable(`it has the columns ${columns.join(", ")} and none named text`);
  const rows = Number(metadata.num_rows);
  for (let begin = 0; begin < rows; begin += rowsAtATime) {
    const range = { rowStart: begin, rowEnd: Math.min(rows, begin + rowsAtATime) };
    const read = await naming(() =>
      parquetReadObjects({ file, metadata, columns: ["text"], compressors, ...range }),
    );
    for (const [index, { text }] of read.entries() as Iterable<[number, { text: unknown }]>) {
      if (typeof text !== "string") throw unusable(`row ${begin + index} has no text`);
      yield text;
    }
  }
}
