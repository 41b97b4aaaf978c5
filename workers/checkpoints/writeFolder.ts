import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { AppError } from "~/core/errors";

/** The bytes of one file, in pieces, so that a large one need not be whole in memory. */
export type FileContent = Iterable<Uint8Array>;

/**
 * Writes a folder so that it is there whole or not at all, whatever happens meanwhile: into a temporary neighbour,
 * each file synced, then renamed. An older folder of the same name is replaced.
 *
 * @throws AppError disk_full when there is no room; nothing is left behind
 */
export async function writeFolder(folder: string, files: Record<string, FileContent>): Promise<void> {
  const parent = dirname(folder);
  const partial = `${folder}.partial-${hostname()}-${process.pid}`;
  try {
    await mkdir(parent, { recursive: true });
    await removeAbandoned(folder);
    await mkdir(partial);
    for (const [name, content] of Object.entries(files)) await writeSynced(join(partial, name), content);
    await syncFolder(partial);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    await syncFolder(parent);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    throw isDiskFull(cause)
      ? new AppError("disk_full", `No room left on the disk to write ${folder}.`, { cause })
      : cause;
  }
}

async function writeSynced(path: string, content: FileContent): Promise<void> {
  const file = await open(path, "w");
  try {
    for (const bytes of content) await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What a process left that was killed while it wrote this folder. Another host's processes are not ours to judge. */
async function removeAbandoned(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.partial-${hostname()}-`;
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix)) continue;
    const writer = Number(name.slice(prefix.length));
    if (writer === process.pid || !isAlive(writer))
      await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
