export interface Threshold {
  /** Index of xmin in the sorted values. */
  first: number;
  exponent: number;
  distance: number;
  /** S = Σ ln(x/xmin) over the tail. */
  logExcess: number;
}

/**
 * Tries every value as the lower end xmin of a power-law tail and keeps the one whose tail is nearest to its own fit
 * (Clauset, Shalizi and Newman 2009): the smallest
 *
 *     D = max over the tail's j = 0 … m − 1 of max( F(x_j) − j/m,  (j + step)/m − F(x_j) ),   F(x) = 1 − (x/xmin)^(1−α).
 *
 * The first of equals wins. O(n²) at worst, but a threshold is given up as soon as one point exceeds the best D so far.
 * For that bound to be good early, every 64th threshold is tried first, and each begins with the point that was
 * farthest off for the one before. The result is that of the plain search.
 *
 * @param logs ln(x/xmax) ascending, so the last is 0
 * @param exponent α of a tail of m values with logarithmic excess S > 0; null where the method has none
 * @param step 1 compares with the empirical law on both sides of each jump, 0 on its left side only
 */
export function scanThresholds(
  logs: Float64Array,
  options: { smallestTail: number; step: 0 | 1; exponent: (m: number, logExcess: number) => number | null },
): Threshold | null {
  const { smallestTail, step, exponent } = options;
  const n = logs.length;
  const last = n - smallestTail;
  const sums = suffixSums(logs);
  let likely = n - 1;

  /** The fit from `first` on, or null if it has no exponent or is at least `limit` off. */
  function fitFrom(first: number, limit: number): Threshold | null {
    const m = n - first;
    const start = logs[first]!;
    const logExcess = sums[first]! - m * start;
    // A tail of equal values has no exponent, and rounding in the sum must not invent one.
    if (start === 0 || logExcess <= 0) return null;
    const alpha = exponent(m, logExcess);
    if (alpha === null || alpha <= 1) return null;

    const slope = 1 - alpha;
    let distance = 0;
    for (let j = Math.max(first, likely), next = first; j < n && distance < limit; j = next++) {
      const fitted = -Math.expm1(slope * (logs[j]! - start));
      const gap = Math.max(fitted - (j - first) / m, (j - first + step) / m - fitted);
      if (gap > distance) {
        distance = gap;
        likely = j;
      }
    }
    return distance < limit ? { first, exponent: alpha, distance, logExcess } : null;
  }

  let limit = 1;
  for (let first = 0; first <= last; first += 64) limit = fitFrom(first, limit)?.distance ?? limit;
  // One rounding step above, so that the search in order finds the same fit again, or an equal one before it.
  limit *= 1 + Number.EPSILON;
  let best: Threshold | null = null;
  for (let first = 0; first <= last; first++) {
    const fit = fitFrom(first, limit);
    if (!fit) continue;
    best = fit;
    limit = fit.distance;
  }
  return best;
}

function suffixSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = values.length - 1; i >= 0; i--) sums[i] = sums[i + 1]! + values[i]!;
  return sums;
}

/** ln(x/xmax) of positive ascending values. */
export function logsBelowMaximum(values: Float64Array): Float64Array {
  const largest = values.at(-1) ?? 1;
  return values.map((value) => Math.log(value / largest));
}
