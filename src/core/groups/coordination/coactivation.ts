import { requireThat } from "../../errors";
import type { ActivationCorrelation } from "../correlateActivations";
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
 * neuron outside that is alive.
 *
 * @param members alive neurons
 * @param summary with memory that serves many groups
 * @returns null where there is no such pair
 */
export function coactivationWithRest(
  { matrix, neurons, alive }: ActivationCorrelation,
  members: Int32Array,
  summary = pairSummary(),
): Coactivation | null {
  const isMember = new Uint8Array(neurons);
  for (const neuron of members) isMember[neuron] = 1;
  const rest = new Int32Array(neurons);
  let others = 0;
  for (let other = 0; other < neurons; other++) {
    if (alive[other] === 1 && isMember[other] === 0) rest[others++] = other;
  }
  const count = members.length * others;
  const pairs = summary.room(count);
  for (let i = 0, at = 0; i < members.length; i++) {
    const row = members[i]! * neurons;
    for (let j = 0; j < others; j++, at++) pairs[at] = matrix[row + rest[j]!]!;
  }
  return summary.summarize(count);
}
