import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describingFiles } from "../neededFiles";

/** It says how training went, changes with every checkpoint, and nothing is read by it. */
const ofTraining = "trainer_state.json";

/**
 * The files that say how weights are read, in their folder or beside them, as a text that is another as soon as one of them
 * comes, goes or changes: by name, size and time.
 *
 * @param path of a checkpoint, a folder or a file
 */
export async function describedBy(path: string): Promise<string> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
  const folder = isFolder ? path : dirname(path);
  const names = describingFiles(await readdir(folder).catch(() => []));
  const found = await Promise.all(
    names
      .filter((name) => name !== ofTraining)
      .map(async (name) => {
        const file = await stat(join(folder, name)).catch(() => null);
        return file === null ? [] : [`${name} ${file.size} ${Math.round(file.mtimeMs)}`];
      }),
  );
  return found.flat().join(", ");
}
