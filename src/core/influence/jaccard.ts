/** |A ∩ B| / |A ∪ B| of two sets of neurons; null where both are empty. */
export function jaccard(a: Int32Array, b: Int32Array): number | null {
  const shared = overlapSize(a, b);
  const union = a.length + b.length - shared;
  return union === 0 ? null : shared / union;
}

/**
 * The Jaccard overlap of two sets of n among m, at the number n²/m that they share on average when drawn by chance; null
 * where nothing can be drawn.
 */
export function expectedJaccard(n: number, m: number): number | null {
  if (n < 1 || m < n) return null;
  const shared = (n * n) / m;
  return shared / (2 * n - shared);
}

/** |A ∩ B|; no neuron occurs twice in either. */
export function overlapSize(a: Int32Array, b: Int32Array): number {
  const inA = new Set(a);
  return b.reduce((count, neuron) => count + (inA.has(neuron) ? 1 : 0), 0);
}
