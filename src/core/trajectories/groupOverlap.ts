import { overlapSize } from "../influence/jaccard";
import { overlapPValue } from "../influence/overlapPValue";

/** How many neurons two sets share, against sets drawn without regard to each other. */
export interface GroupOverlap {
  shared: number;
  /** Mean and standard deviation of the hypergeometric law, and (shared − mean)/sd; null where nothing can vary. */
  expected: number;
  sd: number;
  z: number | null;
  /** P(X ≥ shared) */
  p: number;
}

/**
 * Members outside the candidates do not count: they could not have been chosen.
 *
 * @param special its members are among the candidates
 */
export function groupOverlap(
  group: Int32Array,
  special: { members: Int32Array; candidates: Int32Array },
): GroupOverlap {
  const allowed = new Set(special.candidates);
  const own = group.filter((neuron) => allowed.has(neuron));
  const [N, K, n] = [special.candidates.length, special.members.length, own.length];
  const shared = overlapSize(own, special.members);
  const expected = N === 0 ? 0 : (n * K) / N;
  const sd = N < 2 ? 0 : Math.sqrt((((n * K) / N) * ((N - K) / N) * (N - n)) / (N - 1));
  const p = N === 0 ? 1 : overlapPValue({ population: N, first: K, second: n, shared });
  return { shared, expected, sd, z: sd > 0 ? (shared - expected) / sd : null, p };
}
