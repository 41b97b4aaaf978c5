import { countUpTo, positiveEigenvalues } from "../positiveEigenvalues";
import { type ExponentFit, noFit } from "./exponentFit";
import { logsBelowMaximum, scanThresholds } from "./scanThresholds";

const method = "alpha_ww";

/**
 * WeightWatcher's fit (0.7.5, fit_type "power_law"): every xmin, α = 1 + m/Σ ln(x/xmin), the distance on the left side
 * of each jump only, tails of two or more. Eigenvalues at most `smallest` are dropped first, by an absolute bound as
 * in WeightWatcher, so this α is invariant under scaling only away from it.
 *
 * @param eigenvalues [n] ascending
 */
export function fitAlphaWw(eigenvalues: Float64Array, { smallest = 1e-5 } = {}): ExponentFit {
  const positive = positiveEigenvalues(eigenvalues);
  const values = positive.subarray(countUpTo(positive, smallest));
  if (values.length < 2)
    return noFit(method, `${values.length} eigenvalues above ${smallest}; a fit needs 2`);

  const found = scanThresholds(logsBelowMaximum(values), {
    smallestTail: 2,
    step: 0,
    exponent: (m, logExcess) => 1 + m / logExcess,
  });
  if (!found) return noFit(method, "no tail of the spectrum is nearer to a power law than a distance of 1");

  const tailSize = values.length - found.first;
  return {
    method,
    alpha: found.exponent,
    ksDistance: found.distance,
    xmin: values[found.first]!,
    tailSize,
    sigma: (found.exponent - 1) / Math.sqrt(tailSize),
    interval: null,
    reason: null,
  };
}
