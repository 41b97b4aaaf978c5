import { middleOf } from "./middleOf";

/** Of Pearson correlations, which are the cosines of the centred activations. */
export interface Coactivation {
  mean: number;
  median: number;
  sharePositive: number;
  /** Share with |r| > .5. */
  shareStrong: number;
}

export interface PairSummary {
  /** Room for `count` correlations, to be filled; the memory is the same in the next call. */
  room: (count: number) => Float64Array;
  /** Of the first `count` in the room; null where there are none. */
  summarize: (count: number) => Coactivation | null;
}

/** Buckets in which correlations are counted, to either side of 0; two more for what rounding puts beyond 1. */
const perUnit = 1024;
const middle = perUnit + 1;

/**
 * Summaries of many lists of correlations, one after the other in the same memory. Each correlation is counted in a bucket
 * ((b − 1)/1024, b/1024], so that those above 0 are whole buckets, and the median is looked for in one of them.
 */
export function pairSummary(): PairSummary {
  let pairs = new Float64Array(0);
  let bucketOf = new Uint16Array(0);
  const counts = new Int32Array(2 * middle + 1);

  return {
    room: (count) => {
      if (pairs.length < count) {
        pairs = new Float64Array(2 * count);
        bucketOf = new Uint16Array(2 * count);
      }
      return pairs;
    },
    summarize: (count) => {
      if (count === 0) return null;
      counts.fill(0);
      let sum = 0;
      let strong = 0;
      for (let i = 0; i < count; i++) {
        const r = pairs[i]!;
        sum += r;
        if (r > 0.5 || r < -0.5) strong++;
        const bucket = Math.ceil(r * perUnit) + middle;
        bucketOf[i] = bucket;
        counts[bucket]!++;
      }
      let positive = 0;
      for (let bucket = middle + 1; bucket < counts.length; bucket++) positive += counts[bucket]!;
      return {
        mean: sum / count,
        median: medianIn(pairs, bucketOf, { count, counts }),
        sharePositive: positive / count,
        shareStrong: strong / count,
      };
    },
  };
}

/** From the bucket that the middle value is in; from two of them, where the middle two are not in the same. */
function medianIn(
  pairs: Float64Array,
  bucketOf: Uint16Array,
  { count, counts }: { count: number; counts: Int32Array },
): number {
  const [lower, upper] = [(count - 1) >> 1, count >> 1];
  let first = 0;
  let below = 0;
  while (below + counts[first]! <= lower) below += counts[first++]!;
  let last = first;
  let size = counts[first]!;
  while (below + size <= upper) size += counts[++last]!;
  const found = new Float64Array(size);
  for (let i = 0, at = 0; at < size; i++) {
    const bucket = bucketOf[i]!;
    if (bucket >= first && bucket <= last) found[at++] = pairs[i]!;
  }
  return middleOf(found, lower - below, upper - below);
}
