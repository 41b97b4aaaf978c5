import { type FileHandle, open } from "node:fs/promises";
import { AppError } from "~/core/errors";
import { type SafetensorsHeader, parseHeader } from "./parseHeader";
import { toFloat32 } from "./toFloat32";

export interface Safetensors extends SafetensorsHeader {
  /** Bytes of the file. */
  readonly bytes: number;
  readonly readBytes: (name: string) => Promise<Uint8Array>;
  /** A tensor's values in row-major order, whatever floating-point type stores them. */
  readonly readFloat32: (name: string) => Promise<Float32Array>;
  readonly close: () => Promise<void>;
}

/** Far above any real model's; a claimed length costs memory before anything can be checked. */
const longestHeader = 16 * 2 ** 20;

/**
 * Opens a safetensors file and reads its header only; tensors are read one by one.
 *
 * @throws AppError checkpoint_unreadable, also for a file made to mislead
 */
export async function openSafetensors(path: string): Promise<Safetensors> {
  const unreadable = (reason: string, cause?: unknown) =>
    new AppError("checkpoint_unreadable", `${path} is no readable safetensors file: ${reason}.`, { cause });
  const file = await open(path, "r").catch((cause: unknown) => {
    throw unreadable(cause instanceof Error ? cause.message : "it cannot be opened", cause);
  });
  try {
    const { size } = await file.stat();
    if (size < 8) throw new Error(`it has ${size} bytes, fewer than the length of a header takes`);
    const headerBytes = (await read(file, 0, 8)).readBigUInt64LE();
    if (headerBytes > BigInt(Math.min(longestHeader, size - 8))) {
      throw new Error(`its header claims ${headerBytes.toString()} bytes of a file of ${size}`);
    }
    const dataBegin = 8 + Number(headerBytes);
    const header = parseHeader((await read(file, 8, Number(headerBytes))).toString("utf8"), size - dataBegin);

    const entryOf = (name: string) => {
      const entry = header.tensors.get(name);
      if (entry === undefined) throw unreadable(`it has no tensor ${name}`);
      return entry;
    };
    const readBytes = (name: string) => {
      const { begin, end } = entryOf(name);
      return read(file, dataBegin + begin, end - begin);
    };
    return {
      ...header,
      bytes: size,
      readBytes,
      readFloat32: async (name) => toFloat32(await readBytes(name), entryOf(name).dtype),
      close: () => file.close(),
    };
  } catch (cause) {
    await file.close();
    throw cause instanceof AppError
      ? cause
      : unreadable(cause instanceof Error ? cause.message : "unknown reason", cause);
  }
}

/** One read call ends at 2 GiB, so a long range takes several. */
async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(buffer, done, Math.min(length - done, 2 ** 30), position + done);
    if (bytesRead === 0)
      throw new AppError(
        "checkpoint_unreadable",
        `A file ended at byte ${position + done}, before its tensors did.`,
      );
    done += bytesRead;
  }
  return buffer;
}
