import type { GramSpectraOfEach } from "../../linalg/matrixKernels";

/** What the copies of windows may take at a time. */
const mostEntries = 2 ** 18;

/**
 * Fixed-aspect-ratio matrix subsampling (FARMS, arXiv 2506.06280) with Q = 1: square windows as wide as the matrix is
 * narrow slide along its longer side, and the eigenvalues of all windows are pooled into one spectrum. A matrix's
 * exponent otherwise depends on its aspect ratio before it depends on its training.
 *
 * The windows are the fewest that cover the matrix, ⌈longer/shorter⌉, evenly spread; each spans the whole shorter side.
 *
 * @param matrices [count, rows, columns], row-major
 * @param options.memory for copies of windows, where many calls are to share one; made where it is too short
 * @returns [count, windows · min(rows, columns)], ascending in each
 */
export function farmsEigenvaluesOfEach(
  matrices: Float32Array | Float64Array,
  rows: number,
  columns: number,
  { gramSpectraOfEach, memory }: { gramSpectraOfEach: GramSpectraOfEach; memory?: Float64Array },
): Float64Array {
  const side = Math.min(rows, columns);
  const starts = windowStarts(Math.max(rows, columns), side);
  const corners: number[] = [];
  for (let begin = 0; begin < matrices.length; begin += rows * columns)
    for (const start of starts) corners.push(begin + (rows > columns ? start * columns : start));

  const pooled = new Float64Array(corners.length * side);
  const atOnce = Math.max(1, Math.floor(mostEntries / side ** 2));
  const entries = Math.min(atOnce, corners.length) * side * side;
  const copies = memory && memory.length >= entries ? memory : new Float64Array(entries);
  for (let first = 0; first < corners.length; first += atOnce) {
    const own = corners.slice(first, first + atOnce);
    const windows = copies.subarray(0, own.length * side * side);
    cutWindows(matrices, windows, { columns, side, corners: own });
    pooled.set(gramSpectraOfEach(windows, side, side), first * side);
  }
  const size = starts.length * side;
  for (let begin = 0; begin < pooled.length; begin += size) pooled.subarray(begin, begin + size).sort();
  return pooled;
}

/** @param windows [corners, side, side] what they are written to @param options.corners entries that they begin with */
function cutWindows(
  matrices: Float32Array | Float64Array,
  windows: Float64Array,
  { columns, side, corners }: { columns: number; side: number; corners: readonly number[] },
): void {
  let to = 0;
  for (const corner of corners) {
    for (let i = 0; i < side; i++, to += side) {
      const from = corner + i * columns;
      windows.set(matrices.subarray(from, from + side), to);
    }
  }
}

/** First positions of the fewest windows of width `side` that cover 0 … length − 1, evenly spread. */
export function windowStarts(length: number, side: number): number[] {
  if (side === 0) return [];
  const count = Math.ceil(length / side);
  const stride = count > 1 ? (length - side) / (count - 1) : 0;
  return Array.from({ length: count }, (_, index) => Math.round(index * stride));
}
