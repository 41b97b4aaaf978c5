import type { AttentionShape } from "./ownAttention";

/**
 * What the heads hold if some of them attend to nothing but the first position of their sequence.
 *
 * @param mixed [N, heads · w]
 * @param values [N, keyValueHeads · w]
 * @param chosen heads; null: all of them
 */
export function attendToFirst(
  mixed: Float32Array,
  { values, chosen }: { values: Float32Array; chosen: number | null },
  { context, heads, keyValueHeads, headWidth: w }: Omit<AttentionShape, "scores">,
): Float32Array {
  const replaced = mixed.slice();
  const positions = mixed.length / (heads * w);
  for (let t = 0; t < positions; t++) {
    const first = t - (t % context);
    for (let h = 0; h < heads; h++) {
      if (chosen !== null && chosen !== h) continue;
      const column = first * keyValueHeads * w + Math.floor((h * keyValueHeads) / heads) * w;
      replaced.set(values.subarray(column, column + w), (t * heads + h) * w);
    }
  }
  return replaced;
}
