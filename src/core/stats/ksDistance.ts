import { requireThat } from "../errors";

/**
 * Kolmogorov–Smirnov distance of a sample from a law, sup |Fₙ − F|, both sides of each step counted.
 *
 * @param sorted ascending, not empty
 * @param cdf F, non-decreasing from 0 to 1
 */
export function ksDistance(sorted: ArrayLike<number>, cdf: (x: number) => number): number {
  const n = sorted.length;
  requireThat(n > 0, "no values, so no Kolmogorov–Smirnov distance");
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const expected = cdf(sorted[i]!);
    distance = Math.max(distance, expected - i / n, (i + 1) / n - expected);
  }
  return distance;
}

/** Distance between the empirical laws of two samples, each ascending and not empty. */
export function ksDistanceOfSamples(a: ArrayLike<number>, b: ArrayLike<number>): number {
  requireThat(a.length > 0 && b.length > 0, "a Kolmogorov–Smirnov distance needs values in both samples");
  let i = 0;
  let j = 0;
  let distance = 0;
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= x) i++;
    while (j < b.length && b[j]! <= x) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  return distance;
}
