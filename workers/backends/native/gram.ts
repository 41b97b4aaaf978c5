import { requireThat } from "~/core/errors";
import { type Side, smallerSide } from "~/core/linalg/matrixKernels";
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
