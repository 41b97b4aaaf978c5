import { z } from "zod";
import { requireThat } from "../errors";
import { detX } from "./detX";
import { fitAlphaWw } from "./exponents/fitAlphaWw";
import { countUpTo, relativeZero } from "./positiveEigenvalues";

/** One row of WeightWatcher's `details`, in its names. Base-10 logarithms; null where the matrix gives no such number. */
export const WeightWatcherDetails = z.object({
  N: z.int(),
  M: z.int(),
  Q: z.number(),
  alpha: z.number().nullable(),
  D: z.number().nullable(),
  xmin: z.number().nullable(),
  xmax: z.number().nullable(),
  sigma: z.number().nullable(),
  num_pl_spikes: z.int().nullable(),
  lambda_max: z.number(),
  log_norm: z.number().nullable(),
  log_spectral_norm: z.number().nullable(),
  alpha_weighted: z.number().nullable(),
  log_alpha_norm: z.number().nullable(),
  stable_rank: z.number().nullable(),
  matrix_rank: z.int(),
  rank_loss: z.int(),
  weak_rank_loss: z.int(),
  entropy: z.number().nullable(),
  detX_num: z.int().nullable(),
  detX_val: z.number().nullable(),
  ERG_gap_count: z.int().nullable(),
  ERG_gap_lambda: z.number().nullable(),
  /** "over-trained" for α < 2, "under-trained" for α > 6. */
  warning: z.enum(["over-trained", "under-trained"]).nullable(),
});
export type WeightWatcherDetails = z.infer<typeof WeightWatcherDetails>;

/** WeightWatcher adds this to shares and ranks before taking a logarithm. */
const epsilon = 1e-10;

/**
 * WeightWatcher's columns of a weight matrix. `matrix_rank` counts eigenvalues above 1e-12·λmax, where WeightWatcher
 * thresholds singular values: squares below that are not resolved by a float64 Gram matrix.
 *
 * @param eigenvalues [min(rows, columns)] of the smaller Gram matrix, ascending
 */
export function weightWatcherDetails(
  eigenvalues: Float64Array,
  { rows, columns }: { rows: number; columns: number },
  fit = fitAlphaWw(eigenvalues),
): WeightWatcherDetails {
  const N = Math.max(rows, columns);
  const M = Math.min(rows, columns);
  requireThat(
    eigenvalues.length === M && M > 0,
    `a ${rows} × ${columns} matrix has ${M} eigenvalues, not ${eigenvalues.length}`,
  );
  const largest = eigenvalues[M - 1]!;
  const rank = largest > 0 ? M - countUpTo(eigenvalues, relativeZero * largest) : 0;
  const counts = { N, M, Q: N / M, matrix_rank: rank, rank_loss: M - rank };
  const weak_rank_loss = countBelow(eigenvalues, 1e-6);
  if (rank === 0) return { ...counts, ...ofNothing, weak_rank_loss };

  const { alpha } = fit;
  const total = eigenvalues.reduce((sum, value) => sum + Math.max(0, value), 0);
  const tail = detX(eigenvalues.map((value) => (value * M) / total));
  const detXValue = eigenvalues[tail.index]!;
  const logLargest = Math.log10(largest);
  return {
    ...counts,
    alpha,
    D: fit.ksDistance,
    xmin: fit.xmin,
    xmax: alpha === null ? null : largest,
    sigma: fit.sigma,
    num_pl_spikes: fit.tailSize,
    lambda_max: largest,
    log_norm: Math.log10(total),
    log_spectral_norm: logLargest,
    alpha_weighted: alpha === null ? null : alpha * logLargest,
    log_alpha_norm: alpha === null ? null : alpha * logLargest + Math.log10(powerSum(eigenvalues, alpha)),
    stable_rank: total / largest,
    weak_rank_loss,
    entropy: matrixEntropy(eigenvalues, total, rank),
    detX_num: tail.count,
    detX_val: detXValue,
    ERG_gap_count: fit.tailSize === null ? null : tail.count - fit.tailSize,
    ERG_gap_lambda: fit.xmin === null ? null : fit.xmin - detXValue,
    warning: alpha === null ? null : alpha < 2 ? "over-trained" : alpha > 6 ? "under-trained" : null,
  };
}

/** Σ (λ/λmax)^α: scaled so that a large α does not overflow. */
function powerSum(eigenvalues: Float64Array, alpha: number): number {
  const largest = eigenvalues.at(-1)!;
  return eigenvalues.reduce((sum, value) => sum + (Math.max(0, value) / largest) ** alpha, 0);
}

/** −Σ p ln p / ln rank with p = λ/Σλ; null for a matrix of rank 1, whose entropy has no scale. */
function matrixEntropy(eigenvalues: Float64Array, total: number, rank: number): number | null {
  if (rank < 2) return null;
  let entropy = 0;
  for (const value of eigenvalues) {
    const share = Math.max(0, value) / total + epsilon;
    entropy -= share * Math.log(share);
  }
  return entropy / Math.log(rank + epsilon);
}

function countBelow(ascending: Float64Array, bound: number): number {
  const first = ascending.findIndex((value) => value >= bound);
  return first < 0 ? ascending.length : first;
}

const ofNothing = {
  alpha: null,
  D: null,
  xmin: null,
  xmax: null,
  sigma: null,
  num_pl_spikes: null,
  lambda_max: 0,
  log_norm: null,
  log_spectral_norm: null,
  alpha_weighted: null,
  log_alpha_norm: null,
  stable_rank: null,
  entropy: null,
  detX_num: null,
  detX_val: null,
  ERG_gap_count: null,
  ERG_gap_lambda: null,
  warning: null,
} as const;
