import { requireThat } from "../errors";

/**
 * Jensen–Shannon distance in nats between two lists of eigenvalues as shares of their totals, sorted and paired by
 * rank: √((KL(p‖m) + KL(q‖m))/2), m = (p+q)/2. 0 for the same shares, at most √ln 2. WeightWatcher's `rand_distance`.
 *
 * @param a ascending, not negative, as long as b
 * @returns null where one of them sums to zero
 */
export function jensenShannonDistance(a: Float64Array, b: Float64Array): number | null {
  requireThat(
    a.length === b.length,
    `two spectra of ${a.length} and ${b.length} eigenvalues cannot be paired`,
  );
  const totalOf = (values: Float64Array) => values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const totalA = totalOf(a);
  const totalB = totalOf(b);
  if (totalA === 0 || totalB === 0) return null;

  let divergence = 0;
  for (let i = 0; i < a.length; i++) {
    const p = Math.max(0, a[i]!) / totalA;
    const q = Math.max(0, b[i]!) / totalB;
    const middle = (p + q) / 2;
    if (p > 0) divergence += p * Math.log(p / middle);
    if (q > 0) divergence += q * Math.log(q / middle);
  }
  return Math.sqrt(Math.max(0, divergence) / 2);
}
