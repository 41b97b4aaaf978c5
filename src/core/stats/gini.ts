/**
 * Gini's coefficient of non-negative values: 0 where all are equal, 1 − 1/n where one has everything,
 * G = Σ_i (2i − n − 1) x_(i) / (n Σ x) with x_(1) ≤ x_(2) ≤ …; null where there is nothing to share.
 */
export function gini(values: ArrayLike<number>): number | null {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let [total, weighted] = [0, 0];
  for (let i = 0; i < n; i++) {
    total += sorted[i]!;
    weighted += (2 * (i + 1) - n - 1) * sorted[i]!;
  }
  return total > 0 ? weighted / (n * total) : null;
}
