import { positiveEigenvalues } from "../positiveEigenvalues";
import { type ExponentFit, noFit } from "./exponentFit";

/**
 * Hill's estimate on the upper half of the spectrum, as in TempBalance: xmin is the value of rank ⌊n/2⌋ (ascending,
 * from 0) and α = 1 + m/Σ ln(x/xmin) over the m = n − ⌊n/2⌋ values from it on. There is no threshold to choose, so
 * it is the steadiest of the estimators, and the least faithful to the tail.
 *
 * @param eigenvalues [n] ascending
 */
export function alphaMid(eigenvalues: Float64Array, method = "alpha_mid"): ExponentFit {
  const values = positiveEigenvalues(eigenvalues);
  if (values.length < 2) return noFit(method, `${values.length} eigenvalues above zero; a fit needs 2`);

  const tail = values.subarray(values.length >> 1);
  const xmin = tail[0]!;
  let logExcess = 0;
  for (const value of tail) logExcess += Math.log(value / xmin);
  if (logExcess <= 0) return noFit(method, "the upper half of the spectrum is a single value");

  const alpha = 1 + tail.length / logExcess;
  return {
    method,
    alpha,
    ksDistance: null,
    xmin,
    tailSize: tail.length,
    sigma: null,
    interval: null,
    reason: null,
  };
}
