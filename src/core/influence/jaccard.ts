/** |A ∩ B| / |A ∪ B| of two sets of neurons; null where both are empty. */
export function jaccard(a: Int32Array, b: Int32Array): number | null {
  const shared = overlapSize(a, b);
  const union = a.length + b.length - shared;
  return union === 0 ? null : shared / union;
}

/** |A ∩ B|; no neuron occurs twice in either. */
export function overlapSize(a: Int32Array, b: Int32Array): number {
  const inA = new Set(a);
  return b.reduce((count, neuron) => count + (inA.has(neuron) ? 1 : 0), 0);
}
