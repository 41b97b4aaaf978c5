import { requireThat } from "../../errors";
import type { ActivationCorrelation } from "../correlateActivations";
import { bucketedRows, type BucketedRows, bucketOf, buckets } from "./bucketedRows";
import { middleOf } from "./middleOf";
import { type Coactivation, pairSummary } from "./pairSummary";

type Correlation = Pick<ActivationCorrelation, "matrix" | "neurons">;

/**
 * How strongly a group's neurons fire together: the correlations of its n(n−1)/2 pairs.
 *
 * @param correlation [n, n] symmetric
 * @returns null for fewer than two neurons
 */
export function coactivation(correlation: Float64Array, n: number): Coactivation | null {
  requireThat(
    correlation.length === n * n,
    `${n} neurons have ${n * n} correlations, not ${correlation.length}`,
  );
  const members = Int32Array.from({ length: n }, (_, i) => i);
  return coactivationWithin({ matrix: correlation, neurons: n }, members);
}

/** The same of some neurons of a layer. @param summary with memory that serves many groups */
export function coactivationWithin(
  { matrix, neurons }: Correlation,
  members: Int32Array,
  summary = pairSummary(),
): Coactivation | null {
  const n = members.length;
  const count = (n * (n - 1)) / 2;
  const pairs = summary.room(count);
  for (let i = 0, at = 0; i < n; i++) {
    const row = members[i]! * neurons;
    for (let j = 0; j < i; j++, at++) pairs[at] = matrix[row + members[j]!]!;
  }
  return summary.summarize(count);
}

/**
 * How strongly a group fires together with the rest of the layer: the correlations of all pairs of a member with a
 * neuron outside that is alive. Those of the members' whole rows are counted beforehand, and those within the group taken
 * away, so that it takes O(n²) and not O(n·m).
 *
 * @param members alive neurons
 * @param rows of the same correlations, which serve many groups
 * @returns null where there is no such pair
 */
export function coactivationWithRest(
  correlation: ActivationCorrelation,
  members: Int32Array,
  rows = bucketedRows(correlation),
): Coactivation | null {
  const { matrix, neurons } = correlation;
  const { starts } = rows;
  const below = new Int32Array(buckets + 1);
  const within = new Int32Array(buckets);
  let [sum, positive, strong] = [0, 0, 0];
  const n = members.length;
  for (let i = 0; i < n; i++) {
    const neuron = members[i]!;
    sum += rows.sums[neuron]!;
    positive += rows.positive[neuron]!;
    strong += rows.strong[neuron]!;
    const [row, first] = [neuron * neurons, neuron * (buckets + 1)];
    for (let bucket = 0; bucket <= buckets; bucket++) below[bucket]! += starts[first + bucket]!;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const r = matrix[row + members[j]!]!;
      sum -= r;
      if (r > 0.5 || r < -0.5) strong--;
      within[bucketOf(r)]!++;
    }
  }
  for (let bucket = 0, gone = 0; bucket < buckets; bucket++) {
    below[bucket + 1]! -= gone += within[bucket]!;
    if (bucket > bucketOf(0)) positive -= within[bucket]!;
  }
  const count = below[buckets]!;
  if (count === 0) return null;
  return {
    mean: sum / count,
    median: medianOutside(correlation, members, { rows, below }),
    sharePositive: positive / count,
    shareStrong: strong / count,
  };
}

/** @param options.below [buckets + 1] how many of the pairs lie below each bucket */
function medianOutside(
  { matrix, neurons }: Correlation,
  members: Int32Array,
  { rows, below }: { rows: BucketedRows; below: Int32Array },
): number {
  const [lower, upper] = [(below[buckets]! - 1) >> 1, below[buckets]! >> 1];
  let first = 0;
  while (below[first + 1]! <= lower) first++;
  let end = first + 1;
  while (below[end]! <= upper) end++;
  const { starts, order } = rows;
  const isMember = new Uint8Array(neurons);
  for (const neuron of members) isMember[neuron] = 1;
  const found = new Float64Array(below[end]! - below[first]!);
  let size = 0;
  for (const neuron of members) {
    const row = neuron * neurons;
    const last = row + starts[neuron * (buckets + 1) + end]!;
    for (let at = row + starts[neuron * (buckets + 1) + first]!; at < last; at++) {
      const other = order[at]!;
      if (isMember[other] === 0) found[size++] = matrix[row + other]!;
    }
  }
  return middleOf(found, lower - below[first]!, upper - below[first]!);
}
