import { participationRatio } from "../spectra/participationRatio";
import { principalComponents } from "../spectra/principalComponents";
import { spectralEntropy } from "../spectra/spectralEntropy";

/**
 * The participation ratio of a correlation matrix estimated from T positions, freed of its bias: noise in the estimated
 * correlations spreads the eigenvalues and makes n independent neurons look like nT/(n+T) directions, so
 *
 *     1/PR = 1/PR̂ − 1/T.
 *
 * @param eigenvalues of the sample correlation matrix
 * @returns null where T is too small to tell: PR̂ ≥ T
 */
export function correctedParticipationRatio(eigenvalues: Float64Array, positions: number): number | null {
  const raw = participationRatio(eigenvalues);
  if (raw === null) return null;
  const inverse = 1 / raw - 1 / positions;
  return inverse > 0 ? 1 / inverse : null;
}

/** The measures of effective dimension, each a share of n: 1/n for one direction, 1 for n independent neurons. */
export const effectiveDimensionMethods = [
  "pca95",
  "pca90",
  "participation_ratio:1/PR-1/T",
  "exp_entropy",
] as const;

/**
 * Effective dimension of n neurons over T positions as a share of n, in the order of `effectiveDimensionMethods`:
 * principal components for 95 % (the paper's) and 90 % of the variance, the corrected participation ratio, and the
 * exponential of the spectral entropy.
 *
 * @param eigenvalues [n] of their correlation matrix, ascending
 */
export function effectiveDimensions(eigenvalues: Float64Array, positions: number): (number | null)[] {
  const n = eigenvalues.length;
  const entropy = spectralEntropy(eigenvalues);
  const counts = [
    principalComponents(eigenvalues, 0.95),
    principalComponents(eigenvalues, 0.9),
    correctedParticipationRatio(eigenvalues, positions),
    entropy === null ? null : Math.exp(entropy),
  ];
  return counts.map((count) => (count === null ? null : count / n));
}
