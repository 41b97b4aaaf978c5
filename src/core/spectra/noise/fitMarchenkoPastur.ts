import { z } from "zod";
import { requireThat } from "../../errors";
import { ksDistance } from "../../stats/ksDistance";
import { median } from "../../stats/quantile";
import { countUpTo } from "../positiveEigenvalues";
import { marchenkoPasturCdf, marchenkoPasturEdges, marchenkoPasturMedian } from "./marchenkoPastur";
import { largestNoiseEigenvalue } from "./tracyWidom";

/** The noise that a spectrum would be without its spikes. Edges are in the eigenvalues' own units (WᵀW, not WᵀW/N). */
export const MarchenkoPasturFit = z.object({
  method: z.literal("mp:median"),
  /** Variance of an entry, from the median eigenvalue; null if the median is zero. */
  sigma2: z.number().nullable(),
  /** Mean of the squared entries, spikes included. */
  sigma2Mean: z.number(),
  bulkLower: z.number().nullable(),
  bulkUpper: z.number().nullable(),
  /** What the largest eigenvalue of noise exceeds one time in 20, and one in 100. */
  edge95: z.number().nullable(),
  edge99: z.number().nullable(),
  /** Tracy–Widom scale of the largest eigenvalue. */
  scale: z.number().nullable(),
  /** Eigenvalues above edge99. */
  spikes: z.int().nullable(),
  /** (λmax − edge99)/scale. */
  reach: z.number().nullable(),
  /** Kolmogorov–Smirnov distance of the eigenvalues up to edge99 from the law. */
  ksBulk: z.number().nullable(),
  /** bulkUpper/λmax: near 1 for noise, small where one direction rules. */
  softRank: z.number().nullable(),
  reason: z.string().nullable(),
});
export type MarchenkoPasturFit = z.infer<typeof MarchenkoPasturFit>;

/**
 * Fits a Marchenko–Pastur law to the bulk of a spectrum: σ² = median(λ/N)/median_MP(Q), which spikes do not move, and
 * the edge by Johnstone's Tracy–Widom law at 99 %.
 *
 * @param eigenvalues [min(rows, columns)] of the smaller Gram matrix, ascending
 */
export function fitMarchenkoPastur(
  eigenvalues: Float64Array,
  { rows, columns }: { rows: number; columns: number },
): MarchenkoPasturFit {
  const n = Math.max(rows, columns);
  const m = Math.min(rows, columns);
  requireThat(
    eigenvalues.length === m,
    `a ${rows} × ${columns} matrix has ${m} eigenvalues, not ${eigenvalues.length}`,
  );
  requireThat(n >= 2 && m >= 1, `a noise law needs a matrix larger than ${rows} × ${columns}`);

  const q = n / m;
  const sigma2 = median(eigenvalues) / n / marchenkoPasturMedian(q);
  const sigma2Mean = eigenvalues.reduce((sum, value) => sum + value, 0) / m / n;
  if (sigma2 <= 1e-12 * sigma2Mean || sigma2 <= 0) {
    return { method: "mp:median", ...nothing, sigma2Mean, reason: "half of the eigenvalues are zero" };
  }

  const unit = sigma2 * n;
  const noise = largestNoiseEigenvalue(n, m);
  const bulk = marchenkoPasturEdges(q);
  const edge99 = unit * noise.edge99;
  const inside = countUpTo(eigenvalues, edge99);
  const largest = eigenvalues[m - 1]!;
  return {
    method: "mp:median",
    sigma2,
    sigma2Mean,
    bulkLower: unit * bulk.lower,
    bulkUpper: unit * bulk.upper,
    edge95: unit * noise.edge95,
    edge99,
    scale: unit * noise.scale,
    spikes: m - inside,
    reach: (largest - edge99) / (unit * noise.scale),
    ksBulk: ksDistance(eigenvalues.subarray(0, inside), (x) => marchenkoPasturCdf(x / unit, q)),
    softRank: (unit * bulk.upper) / largest,
    reason: null,
  };
}

const nothing = {
  sigma2: null,
  bulkLower: null,
  bulkUpper: null,
  edge95: null,
  edge99: null,
  scale: null,
  spikes: null,
  reach: null,
  ksBulk: null,
  softRank: null,
} as const;
