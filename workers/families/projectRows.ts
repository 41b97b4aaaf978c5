/**
 * [rows, inner] × [inner, columns], the same numbers as projecting every row: narrow embeddings become as wide as the
 * residual stream once, instead of at every position (OPT-350m).
 */
export function projectRows(
  left: Float32Array,
  right: Float32Array,
  { inner, columns }: { readonly inner: number; readonly columns: number },
): Float32Array {
  const rows = left.length / inner;
  const product = new Float32Array(rows * columns);
  const sum = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    sum.fill(0);
    for (let k = 0; k < inner; k++) {
      const value = left[row * inner + k]!;
      const begin = k * columns;
      for (let column = 0; column < columns; column++) sum[column]! += value * right[begin + column]!;
    }
    product.set(sum, row * columns);
  }
  return product;
}
