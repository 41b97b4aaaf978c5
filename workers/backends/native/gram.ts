import { requireThat } from "~/core/errors";
import { type Side, smallerSide, type WindowsOfMatrix } from "~/core/linalg/matrixKernels";
import { requireWindows } from "~/core/linalg/windowGrams";
import { requireFinite } from "../requireFinite";
import type { KernelLibrary } from "../kernelLibrary";

/**
 * Gram matrix W Wᵀ of the rows or Wᵀ W of the columns in float64. Exactly symmetric.
 *
 * @param weights [rows, columns]
 * @returns [n, n] with n = rows or n = columns
 * @throws AppError invalid_argument when the sizes do not fit, or an entry is NaN or infinite
 */
export function nativeGram(
  library: KernelLibrary,
  weights: Float32Array | Float64Array,
  { rows, columns, side = smallerSide(rows, columns) }: { rows: number; columns: number; side?: Side },
): Float64Array {
  requireThat(
    weights.length === rows * columns,
    `A ${rows} × ${columns} matrix has ${rows * columns} entries, not ${weights.length}.`,
  );
  const ofRows = side === "rows";
  const n = ofRows ? rows : columns;
  const K = ofRows ? columns : rows;
  const [rowStep, step] = ofRows ? [columns, 1] : [1, columns];
  const result = new Float64Array(n * n);
  if (weights instanceof Float32Array) library.gram_f32(weights, n, K, rowStep, step, result);
  else library.gram_f64(weights, n, K, rowStep, step, result);
  // Whatever is not finite is on the diagonal, too, so that the entries need not be looked at before.
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(result[i * n + i])) requireFinite("weights", weights);
  }
  return result;
}

/**
 * Gram matrices of windows of the longer side, and of all that they cover: see `WindowGramsInto`.
 *
 * @throws AppError invalid_argument when the sizes do not fit, or an entry is NaN or infinite
 */
export function nativeWindowGrams(
  library: KernelLibrary,
  weights: Float32Array | Float64Array,
  { rows, columns, starts }: WindowsOfMatrix,
  products: Float64Array,
): void {
  requireWindows(weights, { rows, columns, starts }, products);
  const n = Math.min(rows, columns);
  const first = starts[0]!;
  const [rowStep, step] = rows <= columns ? [columns, 1] : [1, columns];
  // Of a tall matrix only the rows at hand, which WebAssembly copies.
  const last = rows <= columns ? weights.length : Math.max(starts.at(-1)!, starts.at(-2)! + n) * step;
  const covered = weights.subarray(first * step, last);
  const from = Int32Array.from(starts, (start) => start - first);
  const count = starts.length - 1;
  if (covered instanceof Float32Array)
    library.window_grams_f32(covered, n, rowStep, step, from, count, products);
  else library.window_grams_f64(covered, n, rowStep, step, from, count, products);
  for (let begin = 0; begin < products.length; begin += n * n) {
    for (let i = 0; i < n; i++) {
      if (!Number.isFinite(products[begin + i * (n + 1)])) requireFinite("weights", weights);
    }
  }
}
