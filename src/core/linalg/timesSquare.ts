import type { GramOf } from "./matrixKernels";

/**
 * The product A Bᵀ with a square B, by a kernel that only knows Gram matrices: it is a corner of that of B's and A's rows,
 * one above the other. A is taken in blocks of d rows.
 *
 * @param a [m, d]
 * @param b [d, d]
 * @returns [m, d]
 */
export function timesSquare(a: Float32Array | Float64Array, b: Float64Array, gramOf: GramOf): Float64Array {
  const d = Math.sqrt(b.length);
  const both = new Float64Array(2 * d * d);
  both.set(b);
  const product = new Float64Array(a.length);
  for (let begin = 0; begin < a.length; begin += d * d) {
    const block = a.subarray(begin, begin + d * d);
    both.set(block, d * d);
    const rows = d + block.length / d;
    const gram = gramOf(both.subarray(0, rows * d), rows, d, "rows");
    for (let row = d; row < rows; row++) {
      product.set(gram.subarray(row * rows, row * rows + d), begin + (row - d) * d);
    }
  }
  return product;
}
