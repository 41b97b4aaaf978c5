/**
 * The part of all influence that the `count` most influential neurons hold, Σ_{r ≤ n} v_(r) / Σ v; were all alike it
 * would be n/m. null where nothing has influence.
 *
 * @param influence [m] absolute, in nats
 */
export function leadersShare(influence: ArrayLike<number>, count: number): number | null {
  const descending = Float64Array.from(influence).sort().reverse();
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const all = sum(descending);
  return all > 0 ? sum(descending.subarray(0, count)) / all : null;
}
