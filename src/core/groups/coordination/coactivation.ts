import { requireThat } from "../../errors";
import { median } from "../../stats/quantile";

export interface Coactivation {
  /** Of the Pearson correlations between different neurons. */
  mean: number;
  median: number;
  sharePositive: number;
  /** Share with |r| > .5. */
  shareStrong: number;
}

/**
 * How strongly a group's neurons fire together.
 *
 * @param correlation [n, n] symmetric
 * @returns null for fewer than two neurons
 */
export function coactivation(correlation: Float64Array, n: number): Coactivation | null {
  requireThat(
    correlation.length === n * n,
    `${n} neurons have ${n * n} correlations, not ${correlation.length}`,
  );
  if (n < 2) return null;
  const pairs = new Float64Array((n * (n - 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) pairs[at++] = correlation[i * n + j]!;
  const shareOf = (holds: (r: number) => boolean) => pairs.filter(holds).length / pairs.length;
  return {
    mean: pairs.reduce((sum, r) => sum + r, 0) / pairs.length,
    median: median(pairs.sort()),
    sharePositive: shareOf((r) => r > 0),
    shareStrong: shareOf((r) => Math.abs(r) > 0.5),
  };
}
