import { elbowBands } from "./elbowBands";
import { halfBands } from "./halfBands";
import type { TokenBands } from "./tokenBands";

const methods = { half: halfBands, elbow15: elbowBands };
export type BandMethod = keyof typeof methods;

/**
 * Bands of tokens by how often they occur in the training text.
 *
 * @param counts [V]
 */
export function bandsByFrequency(counts: ArrayLike<number>, method: BandMethod = "half"): TokenBands {
  return methods[method](counts);
}
