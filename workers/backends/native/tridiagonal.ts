import { requireThat } from "~/core/errors";
import type { Reduction } from "~/core/linalg/matrixKernels";
import type { KernelLibrary } from "../kernelLibrary";
import { scaledTridiagonal } from "./eigenvalues";

/**
 * A symmetric matrix in tridiagonal form, at any scale.
 *
 * @param symmetric [n, n]; only the lower triangle is read, and the matrix is left as it was
 * @throws AppError invalid_argument when the size does not fit, or an entry is NaN or infinite
 */
export function nativeTridiagonal(library: KernelLibrary, symmetric: Float64Array, n: number): Reduction {
  requireThat(
    symmetric.length === n * n,
    `A ${n} × ${n} matrix has ${n * n} entries, not ${symmetric.length}.`,
  );
  const { matrix, ld, diagonal, offDiagonal, scale } = scaledTridiagonal(library, symmetric, n);
  const reflections = new Float64Array(n * n);
  for (let row = 1; row < n; row++) {
    // The image of the row is 0 but for its last entry, and H maps it there along the difference of both.
    reflections.set(matrix.subarray(row * ld, row * ld + row), row * n);
    reflections[row * n + row - 1]! -= offDiagonal[row - 1]!;
  }
  const inUnits = (value: number) => value * scale;
  return {
    diagonal: diagonal.map(inUnits),
    offDiagonal: offDiagonal.subarray(0, Math.max(0, n - 1)).map(inUnits),
    reflections,
  };
}
