import { requireThat } from "../errors";

/** A pivot below this share of its diagonal entry is rounding: the row depends on those before it. */
const dependent = 1e-13;

/**
 * L with A = L Lᵀ for a symmetric positive semidefinite matrix; a row that depends on earlier ones gets a zero pivot
 * and a zero column. O(n³/3).
 *
 * @param symmetric [n, n]; only the lower triangle is read
 * @returns [n, n] lower triangular
 * @throws AppError where A has a negative direction
 */
export function cholesky(symmetric: Float64Array, n: number): Float64Array {
  requireThat(
    symmetric.length === n * n,
    `a ${n} × ${n} matrix has ${n * n} entries, not ${symmetric.length}`,
  );
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = symmetric[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      const pivot = lower[j * n + j]!;
      if (j < i) lower[i * n + j] = pivot > 0 ? sum / pivot : 0;
      else lower[i * n + i] = rootOf(sum, symmetric[i * n + i]!, i);
    }
  }
  return lower;
}

function rootOf(pivot: number, diagonal: number, row: number): number {
  requireThat(
    Number.isFinite(pivot) && pivot >= -1e-9 * Math.abs(diagonal),
    `row ${row} leaves ${pivot} of ${diagonal}: the matrix is not positive semidefinite`,
  );
  return pivot > dependent * diagonal ? Math.sqrt(pivot) : 0;
}
