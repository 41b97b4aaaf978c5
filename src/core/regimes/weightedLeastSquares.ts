export interface LeastSquares {
  /** One per column. */
  coefficients: number[];
  /** Σ w (y − ŷ)². */
  rss: number;
}

/** A column that the earlier ones explain to this part of its length says nothing of its own. */
const dependent = 1e-12;

/**
 * min over b of Σ_j w_j (y_j − Σ_k b_k columns_k[j])², by modified Gram–Schmidt on the weighted columns,
 * which is as stable as Householder's QR when y is carried along as a last column. A column that depends on
 * earlier ones gets the coefficient 0.
 *
 * @param columns each [n]
 * @param y [n]
 * @param weights [n], positive
 */
export function weightedLeastSquares(
  columns: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array,
): LeastSquares {
  const width = columns.length;
  const basis = weightedColumns([...columns, y], weights);
  const residual = basis.pop()!;
  const upper = basis.map(() => new Float64Array(width));
  const projected = new Float64Array(width);

  basis.forEach((column, k) => {
    const length = Math.sqrt(dot(column, column));
    for (let i = 0; i < k; i++) upper[i]![k] = removeProjection(column, basis[i]!);
    const left = Math.sqrt(dot(column, column));
    const kept = left > dependent * length;
    upper[k]![k] = kept ? left : 0;
    for (let j = 0; j < column.length; j++) column[j] = kept ? column[j]! / left : 0;
    projected[k] = removeProjection(residual, column);
  });

  const coefficients = new Array<number>(width).fill(0);
  for (let k = width - 1; k >= 0; k--) {
    let value = projected[k]!;
    for (let i = k + 1; i < width; i++) value -= upper[k]![i]! * coefficients[i]!;
    coefficients[k] = upper[k]![k] === 0 ? 0 : value / upper[k]![k]!;
  }
  return { coefficients, rss: dot(residual, residual) };
}

/** Columns times √weights, in one piece of memory. */
export function weightedColumns(columns: readonly Float64Array[], weights: Float64Array): Float64Array[] {
  const rows = weights.length;
  const scale = weights.map(Math.sqrt);
  const memory = new Float64Array(columns.length * rows);
  return columns.map((column, k) => {
    const scaled = memory.subarray(k * rows, (k + 1) * rows);
    for (let j = 0; j < rows; j++) scaled[j] = column[j]! * scale[j]!;
    return scaled;
  });
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/** vector −= ⟨vector, unit⟩ unit; returns the product. */
export function removeProjection(vector: Float64Array, unit: Float64Array): number {
  const along = dot(vector, unit);
  for (let j = 0; j < vector.length; j++) vector[j] = vector[j]! - along * unit[j]!;
  return along;
}
