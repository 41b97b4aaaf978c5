import { requireThat } from "../../errors";

/**
 * Moran's I, the spatial autocorrelation of values over a neighbourhood with weights 1:
 * I = n/#links · Σ_i Σ_{j near i} (x_i − x̄)(x_j − x̄) / Σ (x_i − x̄)². About −1/(n−1) where there is none.
 *
 * @param values [n]
 * @param neighbours [n] indices of the neighbours of each; need not be mutual
 * @returns null where the values do not vary or nothing is anything's neighbour
 */
export function moranI(
  values: ArrayLike<number>,
  neighbours: readonly (Int32Array | readonly number[])[],
): number | null {
  const n = values.length;
  requireThat(neighbours.length === n, `${n} values need ${n} lists of neighbours, not ${neighbours.length}`);
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;

  let products = 0;
  let squares = 0;
  let links = 0;
  for (let i = 0; i < n; i++) {
    const deviation = values[i]! - mean;
    squares += deviation * deviation;
    const near = neighbours[i]!;
    links += near.length;
    let sum = 0;
    for (const other of near) sum += values[other]! - mean;
    products += deviation * sum;
  }
  return squares > 0 && links > 0 ? (n / links) * (products / squares) : null;
}
