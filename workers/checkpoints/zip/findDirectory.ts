import { refuse } from "../files/formatError";
import type { RandomFile } from "../files/randomFile";

export interface ZipDirectory {
  readonly begin: number;
  readonly bytes: number;
  /** Members. */
  readonly count: number;
}

const endBytes = 22;
const locatorBytes = 20;
const longestComment = 0xffff;

/** @throws FormatError where the file has none, as one that was cut off */
export async function findDirectory(file: RandomFile): Promise<ZipDirectory> {
  const tailBytes = Math.min(file.bytes, endBytes + longestComment + locatorBytes);
  const tail = await file.read(file.bytes - tailBytes, tailBytes);
  let at = tail.length - endBytes;
  while (
    at >= 0 &&
    !(tail.readUInt32LE(at) === 0x06054b50 && at + endBytes + tail.readUInt16LE(at + 20) === tail.length)
  )
    at--;
  if (at < 0) refuse("it has no directory at its end: it may have been cut off, or still being written");

  const found = {
    count: tail.readUInt16LE(at + 10),
    bytes: tail.readUInt32LE(at + 12),
    begin: tail.readUInt32LE(at + 16),
  };
  const needs64 = found.count === 0xffff || found.bytes === 0xffffffff || found.begin === 0xffffffff;
  const locatorAt = at - locatorBytes;
  const has64 = locatorAt >= 0 && tail.readUInt32LE(locatorAt) === 0x07064b50;
  const directory = needs64 && has64 ? await readEnd64(file, tail.readBigUInt64LE(locatorAt + 8)) : found;
  const end = file.bytes - tail.length + at;
  if (directory.begin + directory.bytes > end) {
    refuse(
      `its directory claims bytes ${directory.begin} to ${directory.begin + directory.bytes} of ${file.bytes}`,
    );
  }
  return directory;
}

async function readEnd64(file: RandomFile, position: bigint): Promise<ZipDirectory> {
  const record = await file.read(Number(position), 56);
  if (record.readUInt32LE(0) !== 0x06064b50) refuse("its zip64 directory is not where it should be");
  const [count, bytes, begin] = [32, 40, 48].map((field) => Number(record.readBigUInt64LE(field)));
  return { count: count!, bytes: bytes!, begin: begin! };
}
