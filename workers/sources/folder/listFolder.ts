import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { AppError } from "~/core/errors";
import { findWeightFiles } from "~workers/checkpoints/files/findWeightFiles";
import { isLlama2cTokenizer } from "~workers/checkpoints/llama2c/isLlama2cTokenizer";
import { stepOfName, stepsOfNames } from "../stepOfName";

/** A checkpoint as it lies on a disk. */
export interface FoundCheckpoint {
  /** Its name, for the reader. */
  readonly label: string;
  /** A file of weights, or a folder of them. */
  readonly path: string;
  /** What its name states; null leaves it to the files themselves. */
  readonly step: number | null;
}

const weights = /\.(safetensors|bin|pt|pth|ckpt|npz)$/i;
/** What lies beside a model's weights under an extension of weights. */
const beside = /^(optimizer|scheduler|scaler|rng_state|training_args|random_states)/i;
/** A part of a checkpoint. */
const shard = /-\d+-of-\d+\./;
/** What a trainer has not finished writing. */
const unfinished = /^(\.|tmp)|(\.tmp|\.part|\.partial.*|\.incomplete)$/i;

/**
 * The checkpoints at a path: the file or the folder itself, what a folder holds (`checkpoint-*`, `step*`,
 * `*.safetensors`, `*.pt`), or what a pattern matches. Names are read, of a `.bin` its first bytes, and by step as far as
 * they tell.
 *
 * @throws AppError not_found, naming the path
 */
export async function listFolder(pattern: string): Promise<FoundCheckpoint[]> {
  if (isDynamicPattern(pattern)) {
    const paths = await glob(pattern, { absolute: true, onlyFiles: false, expandDirectories: false });
    return ordered(await keep(paths.map((path) => path.replace(/\/$/, ""))));
  }
  const path = resolve(pattern);
  const stats = await stat(path).catch((cause: unknown) => {
    throw new AppError("not_found", `There is nothing at ${path}.`, { cause });
  });
  if (!stats.isDirectory()) return ordered([path]);
  const inside = await keep((await readdir(path)).map((name) => join(path, name)));
  const children = ordered(inside);
  if (children.some(({ step }) => step !== null)) return children.filter(({ step }) => step !== null);
  const isOne = await findWeightFiles(path).then(
    () => true,
    () => false,
  );
  return isOne ? ordered([path]) : children;
}

/** What lies in a folder beside checkpoints that state their steps, and states none: `best`, `final`. */
export async function listNameless(folder: string): Promise<string[]> {
  if (isDynamicPattern(folder)) return [];
  const names = await readdir(resolve(folder)).catch(() => []);
  const paths = await keep(names.map((name) => join(resolve(folder), name)));
  return paths.filter((path) => stepOfName(basename(path)) === null);
}

/** Of some paths those that are checkpoints. A link to one that is listed anyway (`latest`) is not a second one. */
async function keep(paths: string[]): Promise<string[]> {
  const kept = await Promise.all(
    paths.map(async (path) => {
      const name = basename(path);
      if (unfinished.test(name) || beside.test(name) || shard.test(name)) return null;
      const stats = await stat(path).catch(() => null);
      if (stats?.isDirectory()) return (await holdsWeights(path)) ? { path, inode: stats.ino } : null;
      if (!stats?.isFile() || !weights.test(name) || (await isLlama2cTokenizer(path))) return null;
      return { path, inode: stats.ino };
    }),
  );
  const byInode = new Map<number, string>();
  for (const found of kept) {
    if (found === null) continue;
    const other = byInode.get(found.inode);
    if (other === undefined || prefers(found.path, other)) byInode.set(found.inode, found.path);
  }
  return [...byInode.values()];
}

/** Of two names of one checkpoint the one that states its step. */
const prefers = (path: string, other: string) =>
  stepOfName(basename(path)) !== null && stepOfName(basename(other)) === null;

/** Complete or not: an index that waits for its shards is a checkpoint that is being written. */
async function holdsWeights(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!weights.test(name) || beside.test(name) || unfinished.test(name)) continue;
    if (!(await isLlama2cTokenizer(join(folder, name)))) return true;
  }
  return false;
}

function ordered(paths: string[]): FoundCheckpoint[] {
  const sorted = [...paths].sort();
  const steps = stepsOfNames(sorted.map((path) => basename(path)));
  return sorted
    .map((path, i) => ({ label: basename(path), path, step: steps[i] ?? null }))
    .sort((a, b) => (a.step ?? Infinity) - (b.step ?? Infinity));
}
