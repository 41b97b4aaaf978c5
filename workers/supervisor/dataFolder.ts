import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "~/core/errors";

/** Of the folder's layout; raise it when an older Plateau could not read the folder any more. */
const folderVersion = 1;

/**
 * Makes the data folder, or checks that this version can read it.
 *
 * @throws AppError conflict when a newer Plateau wrote it; unavailable when it cannot be written
 */
export function openDataFolder(directory: string): void {
  const file = join(directory, "VERSION");
  try {
    mkdirSync(directory, { recursive: true, mode: 0o711 });
    if (!existsSync(file)) writeFileSync(file, `${folderVersion}\n`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const full = reason.includes("ENOSPC");
    throw new AppError(
      full ? "disk_full" : "unavailable",
      `The data folder ${directory} cannot be written: ${reason}`,
      {
        cause,
      },
    );
  }
  const version = Number(readFileSync(file, "utf8"));
  if (version > folderVersion) {
    throw new AppError(
      "conflict",
      `The data folder ${directory} was written by a newer Plateau (layout ${version}, this one knows ${folderVersion}). Update Plateau, or set another PLATEAU_DATA_DIR.`,
    );
  }
}
