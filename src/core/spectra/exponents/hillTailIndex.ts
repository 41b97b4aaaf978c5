import { requireThat } from "../../errors";
import { positiveEigenvalues } from "../positiveEigenvalues";

/**
 * Hill's tail index of the k largest values, 1/mean ln(λ/λ_(k+1)): the exponent of the survival function, which is
 * α − 1 of the density. With k = ⌊n/10⌋ (at least 1) it is what the distributed-specialisation papers report as α of
 * a neuron group.
 *
 * @param eigenvalues [n] ascending
 * @param k how many values above the threshold; by default ⌊n/10⌋, at least 1, of the n that are not zero
 * @returns null where fewer than two eigenvalues are not zero, or the k largest all equal the next
 */
export function hillTailIndex(eigenvalues: Float64Array, k?: number): number | null {
  const values = positiveEigenvalues(eigenvalues);
  const n = values.length;
  if (n < 2) return null;
  const size = k ?? Math.max(1, Math.floor(n / 10));
  requireThat(
    Number.isInteger(size) && size >= 1 && size < n,
    `a tail of ${size} needs more than ${size} eigenvalues above zero, and there are ${n}`,
  );

  const threshold = values[n - size - 1]!;
  let logExcess = 0;
  for (const value of values.subarray(n - size)) logExcess += Math.log(value / threshold);
  return logExcess > 0 ? size / logExcess : null;
}
