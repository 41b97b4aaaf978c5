import { z } from "zod";
import { requireThat } from "../../errors";
import { fitMarchenkoPastur } from "./fitMarchenkoPastur";
import { largestNoiseEigenvalue, tracyWidom1 } from "./tracyWidom";

/** Eigenvalues that noise of the same shape and kurtosis exceeds one time in 100. */
export const NoiseSpikes = z.object({
  /** @1 had no τ²(κ): Laplace noise passed its edge two to three times in 100. */
  method: z.enum(["spikes:bulk_mean,kurtosis@1", "spikes:bulk_mean,kurtosis@2"]),
  /** Mean square of an entry without the spikes' part. */
  sigma2: z.number(),
  excessKurtosis: z.number(),
  edge99: z.number(),
  spikes: z.int(),
});
export type NoiseSpikes = z.infer<typeof NoiseSpikes>;

/**
 * How many eigenvalues stand out of noise, so that noise has one at most one time in 100. Four repairs of the edge at
 * σ²_median · (Johnstone + Tracy–Widom 99 %), which Gaussian noise of 48 × 48 passes one time in 20 and Laplace noise
 * one time in 4:
 *
 *  - σ² is the mean of the eigenvalues from the one in question down, over N. The median's error is as large as the
 *    edge's own scale.
 *  - λmax and that mean rise together, so their ratio spreads less than Tracy–Widom: its variance τ² falls by
 *    2(μ/s)²/NM (Nadler 2011), μ and s Johnstone's centre and scale.
 *  - entries of excess kurtosis κ shift the edge by its κ/√(NM): the fourth-cumulant term of Bai and Silverstein (2004)
 *    at the edge.
 *
 *  - the same κ > 0 spreads λmax: τ² rises by the factor 1 + 2.5κ/∛(NM), κ's part n⁻² of the variance over Tracy–Widom's
 *    n^−4/3. The 2.5 is of simulations: κ of 0 to 6, squares of 48 to 256 and 48 × 192 (docs/benchmarks.md, Calibration).
 *
 *     edge = σ² N · ( centre + scale · (τ̄ + (q99 − τ̄)·√(1 + 2.5κ⁺/∛(NM) − 2(μ/s)²/(NM τ²))) ) · (1 + κ/√(NM))
 *
 * There are k spikes for the largest k whose λ_k is above the edge of noise of N × (M − k + 1); from below, so that
 * strong spikes do not raise the mean against which weaker ones are held.
 *
 * @param eigenvalues [min(rows, columns)] of the smaller Gram matrix, ascending
 * @param options.excessKurtosis of the matrix's entries
 * @returns null where half of the eigenvalues are zero
 */
export function countSpikes(
  eigenvalues: Float64Array,
  options: { rows: number; columns: number; excessKurtosis: number },
): NoiseSpikes | null {
  const { rows, columns, excessKurtosis } = options;
  const n = Math.max(rows, columns);
  const m = Math.min(rows, columns);
  requireThat(
    eigenvalues.length === m,
    `a ${rows} × ${columns} matrix has ${m} eigenvalues, not ${eigenvalues.length}`,
  );
  requireThat(n >= 2 && m >= 1, `a noise law needs a matrix larger than ${rows} × ${columns}`);
  const candidates = fitMarchenkoPastur(eigenvalues, { rows, columns }).spikes;
  if (candidates === null) return null;

  const noiseFrom = (spikes: number) => {
    const rest = eigenvalues.subarray(0, m - spikes);
    const sigma2 = meanOf(rest) / n;
    const shift = 1 + excessKurtosis / Math.sqrt(n * rest.length);
    return { sigma2, edge99: sigma2 * n * edgeOfUnitNoise(n, rest.length, excessKurtosis) * shift };
  };
  let spikes = Math.min(m - 1, Math.max(1, candidates));
  while (spikes > 0 && eigenvalues[m - spikes]! <= noiseFrom(spikes - 1).edge99) spikes--;
  return { method: "spikes:bulk_mean,kurtosis@2", excessKurtosis, ...noiseFrom(spikes), spikes };
}

/** Of λmax over the mean eigenvalue's N-th part, at 99 %. */
function edgeOfUnitNoise(n: number, m: number, excessKurtosis: number): number {
  const { centre, scale } = largestNoiseEigenvalue(n, m);
  const { mean, variance, q99 } = tracyWidom1;
  const ofKurtosis = (2.5 * Math.max(0, excessKurtosis)) / Math.cbrt(n * m);
  const shared = (2 * (centre / scale) ** 2) / (n * m * variance);
  return centre + scale * (mean + (q99 - mean) * Math.sqrt(Math.max(0, 1 + ofKurtosis - shared)));
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
