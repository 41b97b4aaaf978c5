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
  const own = new Float64Array(positions);
  const result: ActivationMoments = { variance: [], skew: [], kurtosis: [], sparsity: [] };
  for (let i = 0; i < neurons; i++) {
    let positive = 0;
    for (let t = 0; t < positions; t++) {
      const value = activations[t * neurons + i]!;
      own[t] = value;
      if (value > 0) positive++;
    }
    const { variance, skew, kurtosis } = moments(own);
    result.variance.push(variance);
    result.skew.push(skew);
    result.kurtosis.push(kurtosis);
    result.sparsity.push(positive / positions);
  }
  return result;
}
