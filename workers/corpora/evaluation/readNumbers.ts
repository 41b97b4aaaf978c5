import { AppError } from "~/core/errors";
import { bytesPerElement } from "~workers/checkpoints/dtypes";
import { FormatError, refuse } from "~workers/checkpoints/files/formatError";
import { openRandomFile, type RandomFile } from "~workers/checkpoints/files/randomFile";
import { parseNpyHeader } from "~workers/checkpoints/numpy/parseNpyHeader";

const extensions = ["u16", "u32", "bin", "npy"] as const;
type Extension = (typeof extensions)[number];

export const isNumberFile = (path: string) => extensionOf(path) !== undefined;

const extensionOf = (path: string): Extension | undefined =>
  extensions.find((extension) => path.endsWith(`.${extension}`));

/**
 * Numbers as they lie in a file, little-endian: `.u16` and nanoGPT's `.bin` (uint16), `.u32` (uint32), or a `.npy` of
 * one dimension.
 *
 * @param most numbers to read at most, from the beginning; all when left out
 * @throws AppError invalid_argument naming the file and what is wrong with it
 */
export async function readNumbers(path: string, most = Infinity): Promise<Float64Array> {
  const extension = extensionOf(path);
  if (extension === undefined) {
    throw new AppError("invalid_argument", `${path} must be a file .${extensions.join(", .")}.`);
  }
  try {
    const file = await openRandomFile(path);
    try {
      const { begin, size, count, read } =
        extension === "npy" ? await npyLayout(file) : rawLayout(file, extension);
      const taken = Math.min(count, most);
      const bytes = await file.read(begin, taken * size);
      return Float64Array.from({ length: taken }, (_, k) => read(bytes, k * size));
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new AppError("invalid_argument", `${path} cannot be read: ${cause.message}.`, { cause });
  }
}

interface Layout {
  readonly begin: number;
  /** Bytes of a number. */
  readonly size: number;
  readonly count: number;
  readonly read: (bytes: Buffer, at: number) => number;
}

function rawLayout({ bytes }: RandomFile, extension: Exclude<Extension, "npy">): Layout {
  const size = extension === "u32" ? 4 : 2;
  if (bytes % size !== 0) refuse(`its ${bytes} bytes are no whole number of ${size}-byte numbers`);
  return { begin: 0, size, count: bytes / size, read: readers[size === 4 ? "U32" : "U16"]! };
}

/** The longest header that is read, and the magic number before it. */
const headerBytes = 4108;

async function npyLayout(file: RandomFile): Promise<Layout> {
  const header = parseNpyHeader(await file.read(0, Math.min(headerBytes, file.bytes)));
  const read = readers[header.dtype];
  const [count] = header.shape;
  if (read === undefined) refuse(`its elements are ${header.dtype}, no numbers to count with`);
  if (count === undefined || header.shape.length !== 1) {
    refuse(`its shape is [${header.shape.join(", ")}], one dimension is allowed`);
  }
  const size = bytesPerElement[header.dtype];
  if (header.bytes + count * size !== file.bytes) {
    refuse(
      `${header.dtype} [${count}] and its header take ${header.bytes + count * size} bytes, it has ${file.bytes}`,
    );
  }
  return { begin: header.bytes, size, count, read };
}

const readers: Readonly<Record<string, Layout["read"]>> = {
  U8: (bytes, at) => bytes.readUInt8(at),
  I8: (bytes, at) => bytes.readInt8(at),
  U16: (bytes, at) => bytes.readUInt16LE(at),
  I16: (bytes, at) => bytes.readInt16LE(at),
  U32: (bytes, at) => bytes.readUInt32LE(at),
  I32: (bytes, at) => bytes.readInt32LE(at),
  U64: (bytes, at) => Number(bytes.readBigUInt64LE(at)),
  I64: (bytes, at) => Number(bytes.readBigInt64LE(at)),
  F32: (bytes, at) => bytes.readFloatLE(at),
  F64: (bytes, at) => bytes.readDoubleLE(at),
};
