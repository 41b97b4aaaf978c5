/**
 * Shannon entropy in nats of the eigenvalues' shares p = λ/Σλ: ln n for a flat spectrum, 0 for a single direction. Its
 * exponential counts directions, as the participation ratio does.
 *
 * @param eigenvalues in any order; negative ones count as zero
 * @returns null where every eigenvalue is zero
 */
export function spectralEntropy(eigenvalues: Float64Array): number | null {
  let total = 0;
  for (const value of eigenvalues) total += Math.max(0, value);
  if (total === 0) return null;
  let entropy = 0;
  for (const value of eigenvalues) {
    const share = value / total;
    if (share > 0) entropy -= share * Math.log(share);
  }
  return entropy;
}
