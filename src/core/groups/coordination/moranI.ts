import { requireThat } from "../../errors";

/**
 * Moran's I, the spatial autocorrelation of values whose neighbourhood is given by weights:
 * I = n/Σw · Σ w_ij (x_i − x̄)(x_j − x̄) / Σ (x_i − x̄)². About −1/(n−1) where there is none.
 *
 * @param values [n]
 * @param weights [n, n], not negative
 * @returns null where the values do not vary or nothing is anything's neighbour
 */
export function moranI(values: ArrayLike<number>, weights: Float64Array): number | null {
  const n = values.length;
  requireThat(weights.length === n * n, `${n} values need ${n * n} weights, not ${weights.length}`);
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;

  let products = 0;
  let squares = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const deviation = values[i]! - mean;
    squares += deviation * deviation;
    for (let j = 0; j < n; j++) {
      const weight = weights[i * n + j]!;
      total += weight;
      products += weight * deviation * (values[j]! - mean);
    }
  }
  return squares > 0 && total > 0 ? (n / total) * (products / squares) : null;
}
