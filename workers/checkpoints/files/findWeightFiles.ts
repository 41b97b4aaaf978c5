import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { isLlama2cTokenizer } from "../llama2c/isLlama2cTokenizer";
import { isTextMap } from "./isTextMap";
import { quote, refuse } from "./formatError";

/** What a folder's weights are called, the first that is there: the names of Hugging Face. */
const wholeNames = [
  "model.safetensors.index.json",
  "model.safetensors",
  "pytorch_model.bin.index.json",
  "pytorch_model.bin",
];

/** Files beside the weights that have an extension of weights. */
const beside = /^(optimizer|scheduler|scaler|rng_state.*|training_args|random_states.*)\./;
const extension = /\.(safetensors|bin|pt|pth|ckpt|npz)$/;
const shard = /-(\d+)-of-(\d+)\.(safetensors|bin)$/;

/** Of an index file: some hundred bytes a tensor. */
const longestIndex = 8 * 2 ** 20;

/**
 * The files that hold the weights of `path`, sorted by name: itself, or the shards of an index, or what lies in a
 * folder.
 *
 * @throws FormatError when there are none, or several between which nothing decides
 */
export async function findWeightFiles(path: string): Promise<string[]> {
  const stats = await stat(path).catch((cause: unknown) =>
    refuse(isAbsent(cause) ? "it is not there, or not any more" : String(cause), cause),
  );
  if (!stats.isDirectory()) return path.endsWith(".index.json") ? shardsOf(path) : [path];
  const names = await readdir(path);
  const whole = wholeNames.find((name) => names.includes(name));
  if (whole !== undefined) return findWeightFiles(join(path, whole));

  const named = names.filter((name) => extension.test(name) && !beside.test(name)).sort();
  const isTokenizer = await Promise.all(named.map((name) => isLlama2cTokenizer(join(path, name))));
  const found = named.filter((_, i) => !isTokenizer[i]);
  const shards = found.filter((name) => shard.test(name));
  if (shards.length > 0 && shards.length === found.length)
    return wholeSet(shards).map((name) => join(path, name));
  if (found.length > 1) refuse(`it holds several files of weights, name one of them: ${listed(found)}`);
  return found.length === 1
    ? [join(path, found[0]!)]
    : refuse("it holds no weights (*.safetensors, *.bin, *.pt, *.pth, *.ckpt or *.npz)");
}

const isAbsent = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";

/** @param path of a `*.index.json` */
async function shardsOf(path: string): Promise<string[]> {
  const { size } = await stat(path);
  if (size > longestIndex) refuse(`an index of ${size} bytes is longer than ${longestIndex}`);
  const index = parseJson(await readFile(path, "utf8"));
  const map = typeof index === "object" && index !== null && "weight_map" in index ? index.weight_map : null;
  if (!isTextMap(map)) refuse("its weight_map does not map tensors to files");
  const folder = join(path, "..");
  const names = [...new Set(Object.values(map))].sort();
  if (names.length === 0) refuse("its weight_map is empty");
  for (const name of names) {
    // A shard lies beside its index; a name that leads elsewhere was made to be read by somebody else's rights.
    if (!/^[^/\\\0]+$/.test(name) || name === "." || name === "..") {
      refuse(`the shard ${quote(name)} is no name of a file beside it`);
    }
    await lstat(join(folder, name)).catch(() => refuse(`its shard ${quote(name)} is missing`));
  }
  return names.map((name) => join(folder, name));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return refuse("it is no JSON", cause);
  }
}

/** Shards without an index say in their names how many they are. */
function wholeSet(shards: string[]): string[] {
  const counts = new Set(shards.map((name) => Number(shard.exec(name)![2])));
  const [count] = counts;
  if (counts.size > 1) refuse(`it holds shards of several sets: ${listed(shards)}`);
  if (count !== shards.length)
    refuse(`of ${count ?? 0} shards ${shards.length} are there: ${listed(shards)}`);
  return shards;
}

const listed = (names: readonly string[]) =>
  names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");
