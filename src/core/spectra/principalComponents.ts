/**
 * How many of the largest eigenvalues hold at least `share` of the total: the number of principal components that
 * explain it. A sum within 1e-12 of the share counts as reached.
 *
 * @param eigenvalues ascending; negative ones count as zero
 * @returns null where every eigenvalue is zero
 */
export function principalComponents(eigenvalues: Float64Array, share: number): number | null {
  let total = 0;
  for (const value of eigenvalues) total += Math.max(0, value);
  if (total === 0) return null;
  let held = 0;
  let count = 0;
  while (count < eigenvalues.length && held / total < share - 1e-12) {
    held += Math.max(0, eigenvalues[eigenvalues.length - 1 - count]!);
    count++;
  }
  return count;
}
