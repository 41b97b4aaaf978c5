import { statfs } from "node:fs/promises";

/** Room on the disk that holds the data, in bytes; null where it cannot be looked at. */
export async function readDisk(directory: string): Promise<{ free: number; total: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(directory);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return null;
  }
}
