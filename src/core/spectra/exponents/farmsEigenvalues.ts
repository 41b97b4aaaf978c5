import { requireThat } from "../../errors";
import type { EigenvaluesOf, GramOf } from "../../linalg/matrixKernels";

/**
 * Fixed-aspect-ratio matrix subsampling (FARMS, arXiv 2506.06280) with Q = 1: square windows as wide as the matrix is
 * narrow slide along its longer side, and the eigenvalues of all windows are pooled into one spectrum. A matrix's
 * exponent otherwise depends on its aspect ratio before it depends on its training.
 *
 * The windows are the fewest that cover the matrix, ⌈longer/shorter⌉, evenly spread; each spans the whole shorter side.
 *
 * @param matrix [rows, columns], row-major
 * @returns [windows · min(rows, columns)] ascending
 */
export function farmsEigenvalues(
  matrix: Float32Array | Float64Array,
  rows: number,
  columns: number,
  kernels: { gramOf: GramOf; eigenvaluesOf: EigenvaluesOf },
): Float64Array {
  requireThat(
    matrix.length === rows * columns,
    `a ${rows} × ${columns} matrix has ${rows * columns} entries, not ${matrix.length}`,
  );
  const side = Math.min(rows, columns);
  const starts = windowStarts(Math.max(rows, columns), side);
  const pooled = new Float64Array(starts.length * side);
  const window = new Float64Array(side * side);

  for (const [index, start] of starts.entries()) {
    const rowStart = rows > columns ? start : 0;
    const columnStart = rows > columns ? 0 : start;
    for (let i = 0; i < side; i++) {
      const from = (rowStart + i) * columns + columnStart;
      window.set(matrix.subarray(from, from + side), i * side);
    }
    pooled.set(kernels.eigenvaluesOf(kernels.gramOf(window, side, side), side), index * side);
  }
  return pooled.sort();
}

/** First positions of the fewest windows of width `side` that cover 0 … length − 1, evenly spread. */
export function windowStarts(length: number, side: number): number[] {
  if (side === 0) return [];
  const count = Math.ceil(length / side);
  const stride = count > 1 ? (length - side) / (count - 1) : 0;
  return Array.from({ length: count }, (_, index) => Math.round(index * stride));
}
