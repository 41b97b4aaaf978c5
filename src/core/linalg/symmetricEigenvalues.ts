import { requireThat } from "../errors";
import type { EigenvaluesOf } from "./matrixKernels";
import { tridiagonalEigenvalues } from "./tridiagonalEigenvalues";
import { tridiagonalize } from "./tridiagonalize";

/**
 * All eigenvalues of a symmetric matrix, ascending: Householder to tridiagonal form, then implicit QL. O(n³), error
 * about n·1e-16·λmax, at any scale. The reference beside the fast kernels, and quick enough itself for n ≤ 200.
 *
 * @param symmetric [n, n]; only the lower triangle is read, and the matrix is left as it was
 */
export const symmetricEigenvalues: EigenvaluesOf = (symmetric, n) => {
  requireThat(
    symmetric.length === n * n,
    `a ${n} × ${n} matrix has ${n * n} entries, not ${symmetric.length}`,
  );
  let scale = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = Math.abs(symmetric[i * n + j]!);
      requireThat(Number.isFinite(entry), `entry (${i}, ${j}) of a symmetric matrix is not a finite number`);
      if (entry > scale) scale = entry;
    }
  }
  if (scale === 0) return new Float64Array(n);

  const { diagonal, offDiagonal } = tridiagonalize(
    symmetric.map((entry) => entry / scale),
    n,
  );
  return tridiagonalEigenvalues(diagonal, offDiagonal).map((lambda) => lambda * scale);
};
