import type { OutputHead } from "~workers/lm/languageModel";

/** What a head makes of one position's residual stream, in float64. @param residual [d] @returns [V] */
export function modelLogits(head: OutputHead, residual: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(residual);
  const mean = head.norm === "layer" ? x.reduce((sum, value) => sum + value, 0) / x.length : 0;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  const normed = x.map(
    (value, j) =>
      ((value - mean) / Math.sqrt(variance + head.epsilon)) * head.gamma[j]! + (head.beta?.[j] ?? 0),
  );
  const { unembedding, unembeddingBias, softCap } = head;
  return Float64Array.from({ length: unembedding.length / x.length }, (_, v) => {
    const row = unembedding.subarray(v * x.length, (v + 1) * x.length);
    const z = row.reduce((sum, weight, j) => sum + weight * normed[j]!, unembeddingBias?.[v] ?? 0);
    return softCap === null ? z : softCap * Math.tanh(z / softCap);
  });
}
