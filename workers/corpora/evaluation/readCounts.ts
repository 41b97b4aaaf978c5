import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AppError } from "~/core/errors";
import { parseJson } from "../parseJson";
import { readNumbers } from "./readNumbers";

export interface TokenCounts {
  /** [V] how often each token stands in the training text. */
  readonly counts: Float64Array;
  /** sha256 of the counts as float64, little-endian. */
  readonly countsHash: string;
  readonly source: string;
}

/**
 * Counts of a training text's tokens from a `.npy`, or a `.json` with a list. A list shorter than the vocabulary leaves
 * the tokens at its end, which pad it, at 0.
 *
 * @throws AppError invalid_argument naming the file and the count that is wrong
 */
export async function readCounts(path: string, vocabulary: number): Promise<TokenCounts> {
  const wrong = (reason: string) => new AppError("invalid_argument", `The counts ${path} ${reason}.`);
  let numbers: ArrayLike<unknown>;
  if (path.endsWith(".json")) {
    const content = await readFile(path, "utf8").catch((cause: unknown) => {
      throw new AppError("not_found", `The counts ${path} cannot be read.`, { cause });
    });
    const list = parseJson(content, path);
    if (!Array.isArray(list)) throw wrong("are no list of numbers, one for each token");
    numbers = list;
  } else {
    if (!path.endsWith(".npy")) throw wrong("must be a .json or a .npy");
    numbers = await readNumbers(path);
  }
  if (numbers.length > vocabulary) {
    throw wrong(`are of ${numbers.length} tokens; the model has ${vocabulary}`);
  }
  const counts = new Float64Array(vocabulary);
  for (let id = 0; id < numbers.length; id++) {
    const count = numbers[id];
    if (typeof count !== "number" || !(count >= 0) || !Number.isFinite(count)) {
      throw wrong(`give token ${id} the count ${JSON.stringify(count).slice(0, 40)}; it must be 0 or more`);
    }
    counts[id] = count;
  }
  return { counts, countsHash: hashOf(counts), source: path };
}

/** Where nothing is known of the training text: METHODS §1. */
export function countTokens(tokens: Uint32Array, vocabulary: number): TokenCounts {
  const counts = new Float64Array(vocabulary);
  for (const id of tokens) counts[id]!++;
  return { counts, countsHash: hashOf(counts), source: "the evaluation text itself" };
}

const hashOf = (counts: Float64Array) =>
  createHash("sha256").update(new Uint8Array(counts.buffer)).digest("hex");
