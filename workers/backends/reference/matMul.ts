interface Factor {
  /** Row-major: [rows, columns] as stored. */
  values: ArrayLike<number>;
  rows: number;
  columns: number;
  transposed?: boolean;
}

/** op(A) · op(B) in float64, op being the transposition where asked for: out[i,j] = Σ_k A[i,k]·B[k,j]. */
export function referenceMatMul(a: Factor, b: Factor): Float64Array {
  const [rows, inner] = a.transposed ? [a.columns, a.rows] : [a.rows, a.columns];
  const columns = b.transposed ? b.rows : b.columns;
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += at(a, i, k) * at(b, k, j);
      out[i * columns + j] = sum;
    }
  }
  return out;
}

function at({ values, columns, transposed }: Factor, row: number, column: number): number {
  return transposed ? values[column * columns + row]! : values[row * columns + column]!;
}
