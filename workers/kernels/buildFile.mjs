import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const sourceFolder = path.dirname(fileURLToPath(import.meta.url));
export const buildFolder = path.join(sourceFolder, "build");

/** Something the reader can mend; its message is all there is to say. */
export class BuildError extends Error {}

/** The C sources and headers of a folder beside this file, by name. */
export async function listSources(folder = ".") {
  const names = await readdir(path.join(sourceFolder, folder));
  return names
    .filter((name) => /\.[ch]$/.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

/**
 * Makes a file of the build folder, unless it is there and was made from the same sources and settings.
 *
 * @param make writes the file under the name it is given, and what it likes into the folder it is given
 * @returns {Promise<{ library: string, built: boolean }>}
 */
export async function buildFile({ name, sources, settings, make }) {
  const library = path.join(buildFolder, name);
  const mark = path.join(buildFolder, `made-from.${name}`);
  const hash = createHash("sha256").update(JSON.stringify(settings));
  for (const source of sources)
    hash.update(`\0${source}\0`).update(await readFile(path.join(sourceFolder, source)));
  const wanted = hash.digest("hex");
  if ((await readFile(mark, "utf8").catch(() => "")) === wanted) return { library, built: false };

  const folder = await mkdtemp(path.join(tmpdir(), "plateau-kernels-"));
  try {
    await mkdir(buildFolder, { recursive: true });
    // A name of its own first: another process may be loading the old library, or building too.
    const fresh = path.join(buildFolder, `${process.pid}.${name}`);
    await make(fresh, folder);
    await rename(fresh, library);
    await writeFile(mark, wanted);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { library, built: true };
}

/** Removes a file of the build folder that nobody can say what it was made from. */
export async function removeFile(name) {
  await rm(path.join(buildFolder, `made-from.${name}`), { force: true });
  await rm(path.join(buildFolder, name), { force: true });
}
