import type { GramOf } from "~/core/linalg/matrixKernels";
import { timesSquare } from "~/core/linalg/timesSquare";

/**
 * The variance over the vocabulary of ⟨c, u_v⟩, of which no row is made: cᵀ S c with the covariance S = UᵀU/V − ū ūᵀ.
 *
 * @param directions [m, d] c, one row per neuron
 * @param unembedding [V, d] u_v
 * @returns [m]
 */
export function logitVariances(
  directions: Float32Array,
  { unembedding, width: d, gramOf }: { unembedding: Float32Array; width: number; gramOf: GramOf },
): Float64Array {
  const tokens = unembedding.length / d;
  const mean = new Float64Array(d);
  for (let v = 0, at = 0; v < tokens; v++) for (let j = 0; j < d; j++, at++) mean[j]! += unembedding[at]!;
  for (let j = 0; j < d; j++) mean[j]! /= tokens;
  const covariance = gramOf(unembedding, tokens, d, "columns");
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) covariance[i * d + j] = covariance[i * d + j]! / tokens - mean[i]! * mean[j]!;
  }
  const images = timesSquare(directions, covariance, gramOf);
  return Float64Array.from({ length: directions.length / d }, (_, neuron) => {
    let variance = 0;
    for (let at = neuron * d; at < (neuron + 1) * d; at++) variance += images[at]! * directions[at]!;
    return Math.max(0, variance);
  });
}
