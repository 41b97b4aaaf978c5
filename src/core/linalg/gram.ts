import { requireThat } from "../errors";
import { type GramOf, smallerSide } from "./matrixKernels";

/**
 * Gram matrix in float64, of the smaller side where nothing else is asked for: W Wᵀ if rows ≤ columns, else Wᵀ W.
 * O(rows · columns · n).
 *
 * @param weights [rows, columns], row-major
 */
export const gram: GramOf = (weights, rows, columns, side = smallerSide(rows, columns)) => {
  requireThat(
    weights.length === rows * columns,
    `a ${rows} × ${columns} matrix has ${rows * columns} entries, not ${weights.length}`,
  );
  return side === "rows" ? gramOfRows(weights, rows, columns) : gramOfColumns(weights, rows, columns);
};

function gramOfRows(weights: Float32Array | Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = i * columns, q = j * columns; p < (i + 1) * columns; p++, q++)
        sum += weights[p]! * weights[q]!;
      result[i * rows + j] = result[j * rows + i] = sum;
    }
  }
  return result;
}

function gramOfColumns(weights: Float32Array | Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(columns * columns);
  for (let row = 0; row < rows; row++) {
    const entries = weights.subarray(row * columns, (row + 1) * columns);
    for (let i = 0; i < columns; i++) {
      const entry = entries[i]!;
      for (let j = 0, at = i * columns; j <= i; j++, at++) result[at]! += entry * entries[j]!;
    }
  }
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < i; j++) result[j * columns + i] = result[i * columns + j]!;
  }
  return result;
}
