import { constants, createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createHash } from "node:crypto";
import { refuse } from "./formatError";

/** A file that is read by position. It is not mapped: a mapped file that somebody shortens ends the process. */
export interface RandomFile {
  readonly path: string;
  readonly bytes: number;
  /** Fills `into` from `position` on. */
  readonly readInto: (into: Uint8Array, position: number) => Promise<void>;
  readonly read: (position: number, length: number) => Promise<Buffer>;
  /** Of the whole content, as hexadecimal text. */
  readonly sha256: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** One read call ends at 2 GiB. */
const longestRead = 2 ** 30;

/** @throws FormatError also for what is no plain file: a pipe or a device could be read for ever */
export async function openRandomFile(path: string): Promise<RandomFile> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) =>
    refuse(cause instanceof Error ? cause.message : "it cannot be opened", cause),
  );
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) refuse("it is no plain file");
    return readerOf(path, handle, stats.size);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function readerOf(path: string, handle: FileHandle, bytes: number): RandomFile {
  const readInto = async (into: Uint8Array, position: number) => {
    for (let done = 0; done < into.length;) {
      const length = Math.min(into.length - done, longestRead);
      const { bytesRead } = await handle.read(into, done, length, position + done);
      if (bytesRead === 0) refuse(`it ended at byte ${position + done}, before its tensors did`);
      done += bytesRead;
    }
  };
  return {
    path,
    bytes,
    readInto,
    read: async (position, length) => {
      // Memory is asked for only after the place was found to be in the file.
      if (position < 0 || length < 0 || position + length > bytes) {
        refuse(`${length} bytes from byte ${position} on are not in a file of ${bytes}`);
      }
      const buffer = Buffer.allocUnsafeSlow(length);
      await readInto(buffer, position);
      return buffer;
    },
    sha256: async () => {
      const hash = createHash("sha256");
      for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }))
        hash.update(chunk as Buffer);
      return hash.digest("hex");
    },
    close: () => handle.close(),
  };
}

/** Bytes that were read or unpacked already, as a file of their own. */
export function memoryFile(path: string, content: Buffer): RandomFile {
  const slice = (position: number, length: number) => {
    if (position + length > content.length)
      refuse(`it ended at byte ${content.length}, before its tensors did`);
    return content.subarray(position, position + length);
  };
  return {
    path,
    bytes: content.length,
    readInto: (into, position) => {
      into.set(slice(position, into.length));
      return Promise.resolve();
    },
    read: (position, length) => Promise.resolve(slice(position, length)),
    sha256: () => Promise.resolve(createHash("sha256").update(content).digest("hex")),
    close: () => Promise.resolve(),
  };
}
