import { rowNorms } from "~/core/neurons/weightStatistics";

/** Rows of length 1; a row of zeros stays. */
export function unitRows(matrix: Float32Array, columns: number): Float32Array {
  const norms = rowNorms(matrix, columns);
  const unit = new Float32Array(matrix.length);
  for (let row = 0, at = 0; row < norms.length; row++) {
    for (let j = 0; j < columns; j++, at++) unit[at] = norms[row]! > 0 ? matrix[at]! / norms[row]! : 0;
  }
  return unit;
}
