import { quote, refuse } from "../files/formatError";
import type { RandomFile } from "../files/randomFile";
import { findDirectory } from "./findDirectory";
import type { ZipEntry } from "./zipEntry";

/** A member takes some hundred bytes: far more than any checkpoint has. */
const longestDirectory = 16 * 2 ** 20;
const entryBytes = 46;

/** Weights hardly shrink: an archive that claims to unpack to more than both is a bomb. */
const bombBytes = 64 * 2 ** 20;
const bombRatio = 20;

/**
 * The members of a zip or zip64 archive by name. Names are names: none is ever a path on the disk. Members that share
 * bytes, that are encrypted, or that claim to unpack to far more than weights do, are refused.
 *
 * @throws FormatError
 */
export async function readZipDirectory(file: RandomFile): Promise<Map<string, ZipEntry>> {
  const { begin, bytes, count } = await findDirectory(file);
  if (bytes > longestDirectory) refuse(`its directory claims ${bytes} bytes`);
  if (count * entryBytes > bytes) refuse(`its directory of ${bytes} bytes claims ${count} members`);
  const directory = await file.read(begin, bytes);

  const entries: Omit<ZipEntry, "limit">[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + entryBytes > bytes || directory.readUInt32LE(at) !== 0x02014b50) {
      refuse(`its directory ends after ${entries.length} of ${count} members`);
    }
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
      directory.readUInt16LE(at + field),
    );
    const extraAt = at + entryBytes + nameBytes!;
    const next = extraAt + extraBytes! + commentBytes!;
    if (next > bytes) refuse("a name in its directory is cut off");
    const name = directory.toString("utf8", at + entryBytes, extraAt);
    entries.push(
      parseEntry(name, directory.subarray(at), directory.subarray(extraAt, extraAt + extraBytes!)),
    );
    at = next;
  }
  const unpacked = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (unpacked > Math.max(bombBytes, bombRatio * file.bytes)) {
    refuse(`its ${file.bytes} bytes claim to unpack to ${unpacked}: no weights shrink like this`);
  }
  return withLimits(entries, begin);
}

function parseEntry(name: string, fixed: Buffer, extra: Buffer): Omit<ZipEntry, "limit"> {
  if ((fixed.readUInt16LE(8) & 1) !== 0) refuse(`${quote(name)} is encrypted`);
  const method = fixed.readUInt16LE(10);
  if (method !== 0 && method !== 8)
    refuse(`${quote(name)} is packed by method ${method}, only deflate is read`);
  const [bytes, storedBytes, header] = zip64Values(extra, [
    fixed.readUInt32LE(24),
    fixed.readUInt32LE(20),
    fixed.readUInt32LE(42),
  ]) as [number, number, number];
  const compressed = method === 8;
  if (!compressed && bytes !== storedBytes) {
    refuse(`${quote(name)} is not packed, yet has ${storedBytes} bytes of ${bytes}`);
  }
  return { name, compressed, bytes, storedBytes, crc32: fixed.readUInt32LE(16) || null, header };
}

/** A field that does not fit 32 bits is all ones, and stands in the extra field 1, in this order. */
function zip64Values(extra: Buffer, fields: number[]): number[] {
  let wide: Buffer = Buffer.alloc(0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) wide = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  let next = 0;
  return fields.map((value) => {
    if (value !== 0xffffffff) return value;
    if (next + 8 > wide.length) return refuse("a size of more than 4 GiB is missing in its directory");
    next += 8;
    return Number(wide.readBigUInt64LE(next - 8));
  });
}

function withLimits(entries: Omit<ZipEntry, "limit">[], directory: number): Map<string, ZipEntry> {
  const byPlace = [...entries].sort((a, b) => a.header - b.header);
  const result = new Map<string, ZipEntry>();
  byPlace.forEach((entry, at) => {
    const limit = byPlace[at + 1]?.header ?? directory;
    if (entry.header + 30 + entry.storedBytes > limit) {
      refuse(`${quote(entry.name)} reaches into what lies behind it, or the file was cut off`);
    }
    if (result.has(entry.name)) refuse(`${quote(entry.name)} is there twice`);
    result.set(entry.name, { ...entry, limit });
  });
  return result;
}
