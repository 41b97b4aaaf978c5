import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { AppError } from "~/core/errors";
import { backOffMs, type Patience } from "./http/patience";

/** A file elsewhere that can be read from any byte on. */
export interface RemoteFile {
  /** Shown in errors. */
  readonly uri: string;
  readonly bytes: number;
  /** Names this content and no other: what was fetched of another one is not gone on with. */
  readonly version: string;
  /** null where its server states none. */
  readonly checksum: {
    readonly algorithm: "sha256" | "sha1" | "md5";
    readonly prefix: string;
    readonly hex: string;
  } | null;
  /** From a byte on; a server that ignores that answers from byte 0. */
  readonly open: (
    from: number,
    signal: AbortSignal,
  ) => Promise<{ from: number; body: AsyncIterable<Uint8Array> }>;
}

interface DownloadOptions {
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fetches a file to `path`, which is there whole and checked or not at all. Until then its bytes are in a neighbour
 * named after its version: a process that is killed goes on from there.
 *
 * @throws AppError unavailable, checkpoint_unreadable (the checksum is wrong, twice), disk_full
 */
export async function download(file: RemoteFile, path: string, options: DownloadOptions): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (await isComplete(path, file)) return;
  const partial = `${path}.${file.version.replaceAll(/[^\w]/g, "").slice(0, 64)}.partial`;
  for (let round = 1; ; round++) {
    await fill(partial, file, options);
    if (await hasChecksum(partial, file)) break;
    await rm(partial);
    if (round === 2) {
      throw new AppError(
        "checkpoint_unreadable",
        `${file.uri} arrived twice with another content than its checksum ${file.checksum?.hex ?? ""} says.`,
      );
    }
  }
  await rename(partial, path);
}

const isComplete = async (path: string, file: RemoteFile) =>
  (await sizeOf(path)) === file.bytes && (await hasChecksum(path, file));

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

async function fill(partial: string, file: RemoteFile, { patience, signal }: DownloadOptions): Promise<void> {
  let size = await sizeOf(partial);
  if (size > file.bytes) {
    await rm(partial);
    size = 0;
  }
  if (size === 0) await (await openFile(partial, "w")).close();
  for (let failures = 0; size < file.bytes;) {
    signal?.throwIfAborted();
    const before = size;
    const reason = await append(partial, file, size, { patience, signal });
    size = await sizeOf(partial);
    if (size >= file.bytes) break;
    failures = size > before ? 1 : failures + 1;
    if (failures >= patience.attempts) {
      throw new AppError(
        "unavailable",
        `${file.uri} stopped at byte ${size} of ${file.bytes}, ${failures} times in a row: ${reason}.`,
      );
    }
    await patience.sleep(backOffMs(failures, patience.random), signal);
  }
}

/** Writes what comes until it ends, is silent for too long or is more than was announced. @returns why it ended */
async function append(
  partial: string,
  file: RemoteFile,
  size: number,
  { patience, signal }: DownloadOptions,
): Promise<string> {
  const silence = new AbortController();
  const timer = setTimeout(
    () => silence.abort(new Error(`nothing came for ${patience.idleMs} ms`)),
    patience.idleMs,
  );
  const both = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
  const target = await openFile(partial, "r+");
  try {
    const { from, body } = await file.open(size, both);
    let at = from;
    if (from !== 0 && from !== size) return `it answered from byte ${from}, asked for ${size}`;
    if (from === 0) await target.truncate(0);
    for await (const chunk of body) {
      timer.refresh();
      if (at + chunk.length > file.bytes) return `it sent more than ${file.bytes} bytes`;
      await target.write(chunk, 0, chunk.length, at);
      at += chunk.length;
      both.throwIfAborted();
    }
    return "it ended early";
  } catch (error) {
    if (error instanceof AppError || signal?.aborted) throw error;
    if (isDiskFull(error)) {
      throw new AppError("disk_full", `No room left on the disk for ${basename(partial)}.`, { cause: error });
    }
    return silence.signal.aborted
      ? `nothing came for ${patience.idleMs} ms`
      : error instanceof Error
        ? error.message
        : "unknown";
  } finally {
    clearTimeout(timer);
    await target.close();
  }
}

const openFile = (path: string, flags: string) => open(path, flags);

async function hasChecksum(path: string, { checksum }: RemoteFile): Promise<boolean> {
  if (checksum === null) return true;
  const hash: Hash = createHash(checksum.algorithm).update(checksum.prefix);
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex") === checksum.hex;
}

const isDiskFull = (error: unknown) =>
  error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
