import { meanAndSd } from "../stats/meanAndSd";

export interface NullComparison {
  nullMean: number;
  nullSd: number;
  /** (value − nullMean)/nullSd; null where the null values do not vary. */
  z: number | null;
  /** Two-sided: twice the smaller of the two shares (1 + #)/(1 + B), at most 1. It is never 0. */
  p: number;
}

/**
 * Where a value lies among B draws of it under the null hypothesis. p is exact whatever their law, as long as the
 * value would be one more such draw.
 *
 * @returns null where there are no draws
 */
export function againstNull(value: number, nullValues: ArrayLike<number>): NullComparison | null {
  const count = nullValues.length;
  if (count === 0) return null;
  const { mean, sd } = meanAndSd(nullValues);
  let below = 1;
  let above = 1;
  for (let i = 0; i < count; i++) {
    if (nullValues[i]! <= value) below++;
    if (nullValues[i]! >= value) above++;
  }
  return {
    nullMean: mean,
    nullSd: sd,
    z: sd > 1e-12 * Math.abs(mean) ? (value - mean) / sd : null,
    p: Math.min(1, (2 * Math.min(below, above)) / (1 + count)),
  };
}
