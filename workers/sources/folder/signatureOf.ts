import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { findWeightFiles } from "~workers/checkpoints/files/findWeightFiles";

/** The names and sizes of a checkpoint's files, which are the same as a moment ago when nobody writes it any more. */
export async function signatureOf(path: string): Promise<string> {
  const files = await findWeightFiles(path);
  const sizes = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return `${basename(file)} ${size} ${mtimeMs}`;
    }),
  );
  return sizes.join("\n");
}
