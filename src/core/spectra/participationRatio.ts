/**
 * How many directions share the variance: (Σλ)²/Σλ². n for a flat spectrum, 1 for a single direction.
 *
 * @param eigenvalues in any order; negative ones are rounding noise of zero and count as zero
 * @returns null where every eigenvalue is zero
 */
export function participationRatio(eigenvalues: Float64Array): number | null {
  let largest = 0;
  for (const value of eigenvalues) if (value > largest) largest = value;
  if (largest === 0) return null;
  let sum = 0;
  let squares = 0;
  for (const value of eigenvalues) {
    const share = Math.max(0, value) / largest;
    sum += share;
    squares += share * share;
  }
  return (sum * sum) / squares;
}
