import { chiSquareQuantile } from "../../stats/chiSquare";
import { positiveEigenvalues } from "../positiveEigenvalues";
import { type ExponentFit, noFit } from "./exponentFit";
import { logsBelowMaximum, scanThresholds } from "./scanThresholds";

const method = "alpha_csn2:tail>=10%";

/**
 * Clauset, Shalizi and Newman's fit with two repairs: the unbiased α = 1 + (m − 2)/S, and tails of at least
 * max(10, n/10) so that a handful of eigenvalues is never called a law. Two-sided distance. S = Σ ln(x/xmin).
 *
 * The interval is exact for independent values at a given xmin: 2(α−1)S ~ χ² with 2(m−1) degrees of freedom. Eigenvalues
 * repel each other and xmin was chosen, so read it as an order of magnitude.
 *
 * @param eigenvalues [n] ascending
 * @param options.smallestTail for comparisons with other implementations; the method id is the default's
 */
export function fitAlphaCsn2(
  eigenvalues: Float64Array,
  options: { smallestTail?: number } = {},
): ExponentFit {
  const values = positiveEigenvalues(eigenvalues);
  const smallestTail = options.smallestTail ?? Math.max(10, Math.floor(values.length / 10));
  if (values.length < smallestTail) {
    return noFit(method, `${values.length} eigenvalues above zero; a fit needs ${smallestTail}`);
  }

  const found = scanThresholds(logsBelowMaximum(values), {
    smallestTail,
    step: 1,
    exponent: (m, logExcess) => (m > 2 ? 1 + (m - 2) / logExcess : null),
  });
  if (!found) return noFit(method, "no tail of the spectrum is nearer to a power law than a distance of 1");

  const tailSize = values.length - found.first;
  const bound = (p: number) => 1 + chiSquareQuantile(p, 2 * (tailSize - 1)) / (2 * found.logExcess);
  return {
    method,
    alpha: found.exponent,
    ksDistance: found.distance,
    xmin: values[found.first]!,
    tailSize,
    sigma: (found.exponent - 1) / Math.sqrt(tailSize),
    interval: [bound(0.025), bound(0.975)],
    reason: null,
  };
}
