import { mkdir, statfs } from "node:fs/promises";
import { AppError } from "~/core/errors";

const roomBytes = 64 * 2 ** 20;

/**
 * Asked before anything is written, so that a run which waits for room goes on only when there is some.
 *
 * @throws AppError disk_full
 */
export async function requireRoom(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (free >= roomBytes) return;
  throw new AppError(
    "disk_full",
    `The disk of ${directory} has ${mebibytes(free)} left; at least ${mebibytes(roomBytes)} are needed.`,
  );
}

const mebibytes = (bytes: number) => `${Math.floor(bytes / 2 ** 20)} MiB`;
