import { requireThat } from "../../errors";

/** Moments and upper quantiles of the Tracy–Widom law for real matrices (β = 1). */
export const tracyWidom1 = {
  mean: -1.206533574582,
  variance: 1.607781034581,
  q90: 0.4501,
  q95: 0.9793,
  q99: 2.0234,
} as const;

export interface NoiseEdge {
  /** Where the largest eigenvalue of noise is centred, and in which units it fluctuates. */
  centre: number;
  scale: number;
  /** What the largest eigenvalue of noise exceeds one time in 20, and one in 100. */
  edge95: number;
  edge99: number;
}

/**
 * The law of the largest eigenvalue of WᵀW/N for W [N, M] noise of variance 1, N ≥ M: with Johnstone's (2001)
 * μ = (√(N−1) + √M)², σ = √μ·(1/√(N−1) + 1/√M)^⅓, (N λmax − μ)/σ follows Tracy–Widom.
 */
export function largestNoiseEigenvalue(n: number, m: number): NoiseEdge {
  requireThat(n >= m && m >= 1 && n >= 2, `a noise edge needs N ≥ M ≥ 1 and N ≥ 2, not ${n} × ${m}`);
  const mu = (Math.sqrt(n - 1) + Math.sqrt(m)) ** 2;
  const sigma = Math.sqrt(mu) * Math.cbrt(1 / Math.sqrt(n - 1) + 1 / Math.sqrt(m));
  return {
    centre: mu / n,
    scale: sigma / n,
    edge95: (mu + tracyWidom1.q95 * sigma) / n,
    edge99: (mu + tracyWidom1.q99 * sigma) / n,
  };
}

/**
 * WeightWatcher's rougher edge λ₊ + √TW with TW = λ₊^⅔ / (√Q · M^⅔), for W of variance 1. It lies far outside
 * Johnstone's, and so reports fewer spikes; it is here to reproduce WeightWatcher's numbers.
 */
export function weightWatcherEdge(n: number, m: number): { fluctuation: number; edge: number } {
  const q = n / m;
  const upper = (1 + 1 / Math.sqrt(q)) ** 2;
  const fluctuation = (Math.cbrt(upper) ** 2 * Math.cbrt(m) ** -2) / Math.sqrt(q);
  return { fluctuation, edge: upper + Math.sqrt(fluctuation) };
}
