import { requireThat } from "../../errors";
import { selectMedian } from "../../stats/selectMedian";
import type { ActivationCorrelation } from "../correlateActivations";

/** Of Pearson correlations, which are the cosines of the centred activations. */
export interface Coactivation {
  mean: number;
  median: number;
  sharePositive: number;
  /** Share with |r| > .5. */
  shareStrong: number;
}

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
  const pairs = new Float64Array((n * (n - 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) pairs[at++] = correlation[i * n + j]!;
  return summarize(pairs);
}

/**
 * How strongly a group fires together with the rest of the layer: the correlations of all pairs of a member with a
 * neuron outside that is alive.
 *
 * @param members alive neurons
 * @returns null where there is no such pair
 */
export function coactivationWithRest(
  { matrix, neurons, alive }: ActivationCorrelation,
  members: Int32Array,
): Coactivation | null {
  const isMember = new Uint8Array(neurons);
  for (const neuron of members) isMember[neuron] = 1;
  const rest = Int32Array.from(alive.keys()).filter(
    (neuron) => alive[neuron] === 1 && isMember[neuron] === 0,
  );
  const pairs = new Float64Array(members.length * rest.length);
  let at = 0;
  for (const neuron of members) {
    const row = neuron * neurons;
    for (const other of rest) pairs[at++] = matrix[row + other]!;
  }
  return summarize(pairs);
}

/** @param pairs reordered in place */
function summarize(pairs: Float64Array): Coactivation | null {
  const count = pairs.length;
  if (count === 0) return null;
  let sum = 0;
  let positive = 0;
  let strong = 0;
  for (let i = 0; i < count; i++) {
    const r = pairs[i]!;
    sum += r;
    if (r > 0) positive++;
    if (Math.abs(r) > 0.5) strong++;
  }
  return {
    mean: sum / count,
    median: selectMedian(pairs),
    sharePositive: positive / count,
    shareStrong: strong / count,
  };
}
