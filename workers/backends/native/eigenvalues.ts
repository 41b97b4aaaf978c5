import { AppError, requireThat } from "~/core/errors";
import type { KernelLibrary } from "../kernelLibrary";

/**
 * Eigenvalues of a symmetric matrix, ascending, each within about n·1e-16 of the largest in size, at any scale.
 *
 * @param symmetric [n, n]; only the lower triangle is read, and the matrix is left as it was
 * @throws AppError invalid_argument when the size does not fit, or an entry is NaN or infinite
 */
export function nativeEigenvalues(library: KernelLibrary, symmetric: Float64Array, n: number): Float64Array {
  requireThat(
    symmetric.length === n * n,
    `A ${n} × ${n} matrix has ${n * n} entries, not ${symmetric.length}.`,
  );
  const { diagonal, offDiagonal, scale } = scaledTridiagonal(library, symmetric, n);
  library.tridiagonal_eigenvalues(diagonal, offDiagonal, n);
  if (Number.isNaN(diagonal[0]))
    throw new AppError("not_measurable", `The eigenvalues of a ${n} × ${n} matrix did not converge.`);
  return diagonal.map((value) => value * scale).sort();
}

/**
 * @returns `matrix` [n, ld] as the kernel leaves it; all in units of `scale`, a power of two, so that nothing is lost
 * @throws AppError invalid_argument when an entry is NaN or infinite
 */
export function scaledTridiagonal(library: KernelLibrary, symmetric: Float64Array, n: number) {
  const scale = powerOfTwoAbove(largestBelowDiagonal(symmetric, n));
  const ld = Math.ceil(n / 8) * 8 + 8;
  const matrix = new Float64Array(n * ld);
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  if (scale > 0) {
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) matrix[i * ld + j] = symmetric[i * n + j]! / scale;
    library.tridiagonalise(matrix, n, ld, diagonal, offDiagonal);
  }
  return { matrix, ld, diagonal, offDiagonal, scale };
}

function largestBelowDiagonal(symmetric: Float64Array, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const size = Math.abs(symmetric[i * n + j]!);
      if (!(size < Infinity))
        requireThat(false, `entry (${i}, ${j}) is ${symmetric[i * n + j]!}; it must be finite.`);
      if (size > largest) largest = size;
    }
  }
  return largest;
}

/** Dividing by a power of two loses nothing. 0 for 0. */
function powerOfTwoAbove(size: number): number {
  return size === 0 ? 0 : 2 ** Math.min(1023, Math.max(-1022, Math.ceil(Math.log2(size))));
}
