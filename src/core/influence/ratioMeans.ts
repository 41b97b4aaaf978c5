export interface RatioMeans {
  /** [m] */
  mean: Float64Array;
  /** [m], or null where fewer than two sequences have positions. */
  standardError: Float64Array | null;
  /** S, the sequences that have positions. */
  clusters: number;
}

/**
 * Means over positions with standard errors over sequences, since positions of one text depend on each other.
 * The mean is a ratio of sums, R = Σ_s y_s / Σ_s n_s, whose linearised, cluster-robust variance over the S
 * sequences that have positions is
 *
 *     S / (S − 1) · Σ_s (y_s − R n_s)² / (Σ_s n_s)²
 *
 * @param sums [sequences, m] y_s
 * @param counts [sequences] n_s, not all zero
 */
export function ratioMeans(sums: Float64Array, counts: Float64Array): RatioMeans {
  const neurons = sums.length / counts.length;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const clusters = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);

  const mean = new Float64Array(neurons);
  counts.forEach((_, s) => {
    for (let i = 0; i < neurons; i++) mean[i]! += sums[s * neurons + i]! / total;
  });
  if (clusters < 2) return { mean, standardError: null, clusters };

  const squares = new Float64Array(neurons);
  counts.forEach((count, s) => {
    for (let i = 0; i < neurons; i++) squares[i]! += (sums[s * neurons + i]! - mean[i]! * count) ** 2;
  });
  const scale = clusters / (clusters - 1) / total ** 2;
  return { mean, standardError: squares.map((square) => Math.sqrt(scale * square)), clusters };
}
