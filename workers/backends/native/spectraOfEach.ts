import { AppError, requireThat } from "~/core/errors";
import type { KernelLibrary } from "../kernelLibrary";
import { requireFinite } from "../requireFinite";

/**
 * Eigenvalues of many symmetric matrices, each as `nativeEigenvalues` finds them, on all cores at once.
 *
 * @param matrices [count, n, n]; only the lower triangles are read
 * @returns [count, n], ascending in each
 * @throws AppError invalid_argument when the size does not fit, or an entry is NaN or infinite
 */
export function nativeEigenvaluesOfEach(
  library: KernelLibrary,
  matrices: Float64Array,
  n: number,
): Float64Array {
  const values = new Float64Array(countOf(matrices, n, n) * n);
  library.eigenvalues_of_each(matrices, values.length / Math.max(1, n), n, values);
  return inOrder(values, n, matrices);
}

/**
 * Squared singular values of many matrices: eigenvalues of each one's Gram matrix of the smaller side.
 *
 * @param matrices [count, rows, columns]
 * @returns [count, min(rows, columns)], ascending in each
 * @throws AppError invalid_argument when the size does not fit, or an entry is NaN or infinite
 */
export function nativeGramSpectraOfEach(
  library: KernelLibrary,
  matrices: Float64Array,
  { rows, columns }: { rows: number; columns: number },
): Float64Array {
  const count = countOf(matrices, rows, columns);
  const n = Math.min(rows, columns);
  const values = new Float64Array(count * n);
  library.gram_spectra_of_each(matrices, count, rows, columns, values);
  return inOrder(values, n, matrices);
}

function countOf(matrices: Float64Array, rows: number, columns: number): number {
  const count = matrices.length / Math.max(1, rows * columns);
  requireThat(
    Number.isInteger(count),
    `${matrices.length} entries are no whole number of ${rows} × ${columns} matrices.`,
  );
  return count;
}

function inOrder(values: Float64Array, n: number, matrices: Float64Array): Float64Array {
  for (let begin = 0; begin < values.length; begin += n) {
    const own = values.subarray(begin, begin + n);
    if (Number.isNaN(own[0])) {
      requireFinite("matrices", matrices);
      throw new AppError("not_measurable", `The eigenvalues of a ${n} × ${n} matrix did not converge.`);
    }
    own.sort();
  }
  return values;
}
