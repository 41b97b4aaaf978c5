import { promisify } from "node:util";
import { constants, crc32, inflateRaw } from "node:zlib";
import { quote, refuse } from "../files/formatError";
import type { RandomFile } from "../files/randomFile";
import type { ZipEntry } from "./zipEntry";

const inflate = promisify(inflateRaw);

/** What unpacks to more cannot be held in one piece. */
const longestInflated = 2 ** 32 - 1;

/**
 * Where a member's bytes lie in the archive: behind its local header, which may be longer than the directory knows.
 *
 * @throws FormatError
 */
export async function placeOfEntry(
  file: RandomFile,
  { name, header, storedBytes, limit }: ZipEntry,
): Promise<number> {
  const local = await file.read(header, 30);
  if (local.readUInt32LE(0) !== 0x04034b50) refuse(`${quote(name)} is not where the directory says`);
  const begin = header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (begin + storedBytes > limit) refuse(`${quote(name)} reaches into what lies behind it`);
  return begin;
}

/** Small enough to stay in the cache between being read and being summed. */
const chunkBytes = 2 ** 20;

/**
 * The same of a member that is not packed, once all of it was read and held against its checksum: whoever reads a part
 * of it afterwards reads what was written.
 *
 * @throws FormatError
 */
export async function placeOfIntactEntry(file: RandomFile, entry: ZipEntry): Promise<number> {
  const begin = await placeOfEntry(file, entry);
  if (entry.crc32 === null) return begin;
  const chunk = Buffer.allocUnsafeSlow(Math.min(chunkBytes, entry.bytes));
  let sum = 0;
  for (let done = 0; done < entry.bytes; done += chunk.length) {
    const part = chunk.subarray(0, Math.min(chunk.length, entry.bytes - done));
    await file.readInto(part, begin + done);
    sum = crc32(part, sum);
  }
  requireChecksum(entry, sum);
  return begin;
}

/** The unpacked bytes of a member, all of them, held against its checksum. */
export async function readEntry(file: RandomFile, entry: ZipEntry): Promise<Buffer> {
  const bytes = await unpack(file, entry);
  requireChecksum(entry, crc32(bytes));
  return bytes;
}

function requireChecksum({ name, crc32: stated }: ZipEntry, sum: number): void {
  if (stated === null || stated === sum) return;
  const hex = (value: number) => value.toString(16).padStart(8, "0");
  refuse(
    `${quote(name)} is damaged: the checksum of its bytes is ${hex(sum)}, the archive states ${hex(stated)}`,
  );
}

async function unpack(file: RandomFile, entry: ZipEntry): Promise<Buffer> {
  const stored = await file.read(await placeOfEntry(file, entry), entry.storedBytes);
  if (!entry.compressed) return stored;
  if (entry.bytes > longestInflated) refuse(`${quote(entry.name)} unpacks to more than 4 GiB`);
  const bytes = await inflate(stored, { maxOutputLength: Math.max(1, entry.bytes) }).catch((cause: unknown) =>
    refuse(`${quote(entry.name)} does not unpack to the ${entry.bytes} bytes it claims`, cause),
  );
  if (bytes.length !== entry.bytes) {
    refuse(`${quote(entry.name)} unpacks to ${bytes.length} bytes and claims ${entry.bytes}`);
  }
  return bytes;
}

/** The first bytes of a member: those that `storedBytes` bytes of the archive unpack to. */
export async function readStart(file: RandomFile, entry: ZipEntry, storedBytes: number): Promise<Buffer> {
  const length = Math.min(entry.storedBytes, storedBytes);
  const stored = await file.read(await placeOfEntry(file, entry), length);
  if (!entry.compressed) return stored;
  return inflate(stored, { finishFlush: constants.Z_SYNC_FLUSH }).catch((cause: unknown) =>
    refuse(`${quote(entry.name)} does not unpack`, cause),
  );
}
