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
  const { values, rows } = weightedColumns([...columns, y], weights);
  const upper = new Float64Array(width * width);
  const projected = new Float64Array(width);
  const residual = width * rows;

  for (let k = 0, column = 0; k < width; k++, column += rows) {
    const length = Math.sqrt(dot(values, column, column, rows));
    for (let i = 0; i < k; i++) upper[i * width + k] = removeProjection(values, column, i * rows, rows);
    const left = Math.sqrt(dot(values, column, column, rows));
    const kept = left > dependent * length;
    upper[k * width + k] = kept ? left : 0;
    for (let j = column; j < column + rows; j++) values[j] = kept ? values[j]! / left : 0;
    projected[k] = removeProjection(values, residual, column, rows);
  }

  const coefficients = new Array<number>(width).fill(0);
  for (let k = width - 1; k >= 0; k--) {
    let value = projected[k]!;
    for (let i = k + 1; i < width; i++) value -= upper[k * width + i]! * coefficients[i]!;
    const diagonal = upper[k * width + k]!;
    coefficients[k] = diagonal === 0 ? 0 : value / diagonal;
  }
  return { coefficients, rss: dot(values, residual, residual, rows) };
}

/** Columns one after another in one piece of memory, which thousands of small fits are made of. */
export interface Columns {
  /** [columns · rows] */
  values: Float64Array;
  rows: number;
}

/** A plain loop: `map` with a callback takes several times as long. */
export function squareRoots(values: Float64Array): Float64Array {
  const roots = new Float64Array(values.length);
  for (let j = 0; j < roots.length; j++) roots[j] = Math.sqrt(values[j]!);
  return roots;
}

/** Columns times √weights. */
export function weightedColumns(columns: readonly Float64Array[], weights: Float64Array): Columns {
  const rows = weights.length;
  const values = new Float64Array(columns.length * rows);
  const scale = squareRoots(weights);
  for (let k = 0, to = 0; k < columns.length; k++) {
    const column = columns[k]!;
    for (let j = 0; j < rows; j++, to++) values[to] = column[j]! * scale[j]!;
  }
  return { values, rows };
}

/** ⟨a, b⟩ of the columns that begin at `a` and `b`. */
export function dot(values: Float64Array, a: number, b: number, rows: number): number {
  let sum = 0;
  for (let j = 0; j < rows; j++) sum += values[a + j]! * values[b + j]!;
  return sum;
}

/** column −= ⟨column, unit⟩ unit; returns the product. */
export function removeProjection(values: Float64Array, column: number, unit: number, rows: number): number {
  const along = dot(values, column, unit, rows);
  for (let j = 0; j < rows; j++) values[column + j] = values[column + j]! - along * values[unit + j]!;
  return along;
}
