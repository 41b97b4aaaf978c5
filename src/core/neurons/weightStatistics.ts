import { cosine } from "../linalg/cosine";

export interface WeightStatistics {
  /** [m] ‖w_in‖ and ‖w_out‖ */
  normIn: Float64Array;
  normOut: Float64Array;
  /** [m] of the angle between what a neuron reads and what it writes; null where one of them is zero. */
  cosInOut: (number | null)[];
}

/** @param weights W_in and W_out, each [m, d], one row per neuron */
export function weightStatistics(
  { wIn, wOut }: { wIn: Float32Array; wOut: Float32Array },
  width: number,
): WeightStatistics {
  const row = (matrix: Float32Array, i: number) => matrix.subarray(i * width, (i + 1) * width);
  return {
    normIn: rowNorms(wIn, width),
    normOut: rowNorms(wOut, width),
    cosInOut: Array.from({ length: wOut.length / width }, (_, i) => cosine(row(wIn, i), row(wOut, i))),
  };
}

/** Euclidean norm of each row. */
export function rowNorms(matrix: Float32Array | Float64Array, columns: number): Float64Array {
  const norms = new Float64Array(matrix.length / columns);
  for (let row = 0, at = 0; row < norms.length; row++) {
    let squares = 0;
    for (let j = 0; j < columns; j++, at++) squares += matrix[at]! * matrix[at]!;
    norms[row] = Math.sqrt(squares);
  }
  return norms;
}
