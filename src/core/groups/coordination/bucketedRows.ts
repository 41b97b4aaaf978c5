import type { ActivationCorrelation } from "../correlateActivations";

/** Of every neuron, its correlations with the other living ones, so arranged that a group asks its own rows only once. */
export interface BucketedRows {
  /** [m, m] the other neurons of each row by rising bucket. */
  readonly order: Uint16Array | Uint32Array;
  /** [m, buckets + 1] where in its row's order each bucket begins. */
  readonly starts: Int32Array;
  /** [m] of each row: the sum of its correlations, how many are positive, and how many beyond ±.5. */
  readonly sums: Float64Array;
  readonly positive: Int32Array;
  readonly strong: Int32Array;
}

/** To either side of 0; one more for what rounding puts beyond 1. */
const perUnit = 64;
const middle = perUnit + 1;
export const buckets = 2 * middle + 1;

/** ((b − 1)/64, b/64] */
export const bucketOf = (r: number) => Math.ceil(r * perUnit) + middle;

/** Two passes over the matrix, by counting, once for all groups of a layer and their draws. */
export function bucketedRows({ matrix, alive, neurons }: ActivationCorrelation): BucketedRows {
  const order = new (neurons <= 2 ** 16 ? Uint16Array : Uint32Array)(neurons * neurons);
  const starts = new Int32Array(neurons * (buckets + 1));
  const sums = new Float64Array(neurons);
  const positive = new Int32Array(neurons);
  const strong = new Int32Array(neurons);
  const next = new Int32Array(buckets + 1);
  for (let i = 0; i < neurons; i++) {
    if (alive[i] === 0) continue;
    const row = matrix.subarray(i * neurons, (i + 1) * neurons);
    next.fill(0);
    for (let j = 0; j < neurons; j++) {
      if (alive[j] === 0 || j === i) continue;
      const r = row[j]!;
      sums[i]! += r;
      if (r > 0) positive[i]!++;
      if (r > 0.5 || r < -0.5) strong[i]!++;
      next[bucketOf(r) + 1]!++;
    }
    for (let bucket = 0; bucket < buckets; bucket++) next[bucket + 1]! += next[bucket]!;
    starts.set(next, i * (buckets + 1));
    for (let j = 0; j < neurons; j++) {
      if (alive[j] === 1 && j !== i) order[i * neurons + next[bucketOf(row[j]!)]!++] = j;
    }
  }
  return { order, starts, sums, positive, strong };
}
