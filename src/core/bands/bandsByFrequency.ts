import { elbowBands } from "./elbowBands";
import { halfBands } from "./halfBands";
import type { TokenBands } from "./tokenBands";

const methods = { half: halfBands, elbow15: elbowBands };
export type BandMethod = keyof typeof methods;

/**
 * What V is: every token of the vocabulary, or, where the counts are of the evaluated text itself, those that occur in it.
 * There a token without a count is never to be predicted, and a band of such tokens would be empty.
 */
export type SplitTokens = "vocabulary" | "occurring";

/**
 * Bands of tokens by how often they occur in the training text.
 *
 * @param counts of every token of the vocabulary
 */
export function bandsByFrequency(
  counts: ArrayLike<number>,
  method: BandMethod = "half",
  split: SplitTokens = "vocabulary",
): TokenBands {
  if (split === "vocabulary") return methods[method](counts);
  const occurring = Array.from(counts).filter((count) => count > 0).length;
  return { ...methods[method](counts, occurring), method: `${method}:occurring` };
}
