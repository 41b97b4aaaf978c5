import type { Product } from "./product";

/** Rows of C that are looked at: each costs columns · inner products in plain JavaScript. */
const rowsSeen = 4;

/**
 * The greatest |C − exact| / (K · 2^−24 · Σ|a·b|) in the first rows and in float64: what float32 can be off by at most, added
 * up one after the other, is 1.
 */
export function shareOfBound(
  { rows, columns, inner, transposeA = false, transposeB = false }: Product,
  { A, B, C }: { A: Float32Array; B: Float32Array; C: Float32Array },
): number {
  let greatest = 0;
  for (let i = 0; i < Math.min(rows, rowsSeen); i++) {
    for (let j = 0; j < columns; j++) {
      let [sum, size] = [0, 0];
      for (let k = 0; k < inner; k++) {
        const a = A[transposeA ? k * rows + i : i * inner + k]!;
        const product = a * B[transposeB ? j * inner + k : k * columns + j]!;
        sum += product;
        size += Math.abs(product);
      }
      greatest = Math.max(greatest, Math.abs(C[i * columns + j]! - sum) / (inner * 2 ** -24 * size));
    }
  }
  return greatest;
}
