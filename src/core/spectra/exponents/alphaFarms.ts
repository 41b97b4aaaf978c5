import { alphaMid } from "./alphaMid";
import type { ExponentFit } from "./exponentFit";

/**
 * The exponent of a spectrum freed of its aspect ratio: `alphaMid` of the eigenvalues pooled by `farmsEigenvaluesOfEach`.
 * Gaussian noise gives 2.11 whatever the matrix's shape.
 *
 * @param pooled ascending
 */
export function alphaFarms(pooled: Float64Array): ExponentFit {
  return alphaMid(pooled, "alpha_farms:Q=1");
}
