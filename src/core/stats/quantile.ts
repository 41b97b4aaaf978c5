import { requireThat } from "../errors";

/**
 * Quantile of sorted values by linear interpolation between order statistics (type 7, numpy's default).
 *
 * @param sorted ascending, not empty
 * @param p in [0, 1]
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  requireThat(sorted.length > 0, "no values, so no quantile");
  requireThat(p >= 0 && p <= 1, `a quantile is asked for between 0 and 1, not at ${p}`);
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** The middle value, or the mean of the middle two. @param sorted ascending, not empty */
export function median(sorted: ArrayLike<number>): number {
  return quantile(sorted, 0.5);
}
