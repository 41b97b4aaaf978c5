import type { Tridiagonal, TridiagonalOf } from "./matrixKernels";

/**
 * Householder reduction of a symmetric matrix to tridiagonal form with the same eigenvalues.
 *
 * The last row's entries x left of the diagonal are reflected onto its last one by H = I − β v vᵀ, and the leading
 * block A becomes H A H = A − v wᵀ − w vᵀ with p = β A v, w = p − (β/2)(pᵀv) v; then the same for the row above.
 *
 * @param a [n, n]; its lower triangle is used up as work space: left of the diagonal it holds the v afterwards
 */
export function tridiagonalize(a: Float64Array, n: number): Tridiagonal {
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(Math.max(0, n - 1));
  const p = new Float64Array(n);

  for (let row = n - 1; row > 0; row--) {
    diagonal[row] = a[row * n + row]!;
    const v = a.subarray(row * n, row * n + row);
    const beta = reflect(v);
    offDiagonal[row - 1] = beta.image;
    if (beta.factor === 0) continue;

    timesSymmetric(a, n, v, p);
    let overlap = 0;
    for (let j = 0; j < row; j++) {
      p[j]! *= beta.factor;
      overlap += p[j]! * v[j]!;
    }
    const correction = (beta.factor / 2) * overlap;
    for (let j = 0; j < row; j++) p[j]! -= correction * v[j]!;
    for (let i = 0; i < row; i++) {
      const vi = v[i]!;
      const wi = p[i]!;
      for (let j = 0, at = i * n; j <= i; j++, at++) a[at]! -= vi * p[j]! + wi * v[j]!;
    }
  }
  if (n > 0) diagonal[0] = a[0]!;
  return { diagonal, offDiagonal };
}

/** The plain version. */
export const tridiagonalOf: TridiagonalOf = (symmetric, n) => {
  const reflections = symmetric.slice();
  return { ...tridiagonalize(reflections, n), reflections };
};

/** Turns x into the v of H = I − factor·v vᵀ with H x = image · e_last. A factor of 0 means H = I. */
function reflect(x: Float64Array): { image: number; factor: number } {
  const last = x.length - 1;
  let squares = 0;
  for (let j = 0; j < last; j++) squares += x[j]! * x[j]!;
  const pivot = x[last]!;
  if (squares === 0) {
    x[last] = 0;
    return { image: pivot, factor: 0 };
  }

  const norm = Math.sqrt(squares + pivot * pivot);
  const image = pivot > 0 ? -norm : norm;
  x[last] = pivot - image;
  return { image, factor: 2 / (squares + x[last] * x[last]) };
}

/** product = A v for the leading v.length × v.length block of A, from its lower triangle. */
function timesSymmetric(a: Float64Array, n: number, v: Float64Array, product: Float64Array): void {
  const size = v.length;
  product.fill(0, 0, size);
  for (let i = 0; i < size; i++) {
    const vi = v[i]!;
    let sum = 0;
    let at = i * n;
    for (let j = 0; j < i; j++, at++) {
      const entry = a[at]!;
      sum += entry * v[j]!;
      product[j]! += entry * vi;
    }
    product[i]! += sum + a[at]! * vi;
  }
}
