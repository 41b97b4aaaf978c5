import { requireThat } from "../errors";
import { moments } from "./moments";

/** Each [m]; null where a neuron never varies. */
export interface ActivationMoments {
  variance: (number | null)[];
  skew: (number | null)[];
  kurtosis: (number | null)[];
  /** Share of positions with a positive activation. */
  sparsity: number[];
}

/** Neurons turned into rows at a time: as many as share a line of the cache. */
const blockSize = 16;

/**
 * How each neuron's activation is distributed over T positions. METHODS §2.
 *
 * @param activations [T, m] row-major, T ≥ 1
 */
export function activationMoments(activations: Float32Array, neurons: number): ActivationMoments {
  const positions = activations.length / neurons;
  requireThat(
    Number.isInteger(positions) && positions > 0,
    `${activations.length} activations are not positions of ${neurons} neurons`,
  );
  const block = Array.from({ length: blockSize }, () => new Float64Array(positions));
  const result: ActivationMoments = { variance: [], skew: [], kurtosis: [], sparsity: [] };
  for (let first = 0; first < neurons; first += blockSize) {
    const count = Math.min(blockSize, neurons - first);
    for (let t = 0, row = first; t < positions; t++, row += neurons) {
      for (let k = 0; k < count; k++) block[k]![t] = activations[row + k]!;
    }
    for (const own of block.slice(0, count)) {
      let positive = 0;
      for (let t = 0; t < positions; t++) positive += own[t]! > 0 ? 1 : 0;
      const { variance, skew, kurtosis } = moments(own);
      result.variance.push(variance);
      result.skew.push(skew);
      result.kurtosis.push(kurtosis);
      result.sparsity.push(positive / positions);
    }
  }
  return result;
}
