import { requireThat } from "../errors";
import { normalsFrom, seededRandom } from "../stats/random";
import type { TridiagonalOf } from "./matrixKernels";
import { solveTridiagonal } from "./solveTridiagonal";
import { tridiagonalEigenvalues } from "./tridiagonalEigenvalues";

/** Each brings a direction nearer by its eigenvalue's error over the distance to the next one: 1e-10 is reached in two. */
const iterations = 5;

/**
 * Orthonormal eigenvectors of the k least eigenvalues of a symmetric matrix: A = Q T Qᵀ with T tridiagonal, the
 * eigenvalues of T, inverse iteration on T for each of the k (Golub & Van Loan §8.2), every iterate made orthogonal to the
 * vectors before it, and Q applied. O(4n³/3) for T, O(n²) for the eigenvalues and O(n²) a vector. Eigenvalues closer than
 * n·1e-16 of the largest are not told apart, and then any basis of theirs is given.
 *
 * @param symmetric [n, n]; only the lower triangle is read
 * @returns [k, n] one row per direction, by rising eigenvalue
 */
export function leastEigenvectors(
  symmetric: Float64Array,
  { n, k, tridiagonalOf }: { n: number; k: number; tridiagonalOf: TridiagonalOf },
): Float64Array {
  requireThat(symmetric.length === n * n, `a matrix of ${n} × ${n} has not ${symmetric.length} entries`);
  requireThat(Number.isInteger(k) && k >= 1 && k <= n, `${k} of ${n} eigenvectors cannot be found`);
  const { diagonal, offDiagonal, reflections } = tridiagonalOf(symmetric, n);
  const values = tridiagonalEigenvalues(diagonal, offDiagonal);
  const size = Math.max(-values[0]!, values[n - 1]!) || 1;
  const unit = {
    diagonal: diagonal.map((entry) => entry / size),
    offDiagonal: offDiagonal.map((entry) => entry / size),
  };

  const rows = normalsFrom(seededRandom(1), k * n).slice();
  for (let b = 0; b < k; b++) {
    const row = rows.subarray(b * n, (b + 1) * n);
    for (let iteration = 0; iteration < iterations; iteration++) {
      normalize(row);
      solveTridiagonal(unit, values[b]! / size, row);
      // Twice: what is left of the others after once is rounding of a vector that was mostly theirs.
      for (let pass = 0; pass < 2; pass++) {
        normalize(row);
        for (let a = 0; a < b; a++) removeFrom(row, rows.subarray(a * n, (a + 1) * n), 1);
      }
    }
    normalize(row);
  }

  for (let at = 1; at < n; at++) {
    const v = reflections.subarray(at * n, at * n + at);
    const squares = dot(v, v);
    if (squares === 0) continue;
    for (let b = 0; b < k; b++) removeFrom(rows.subarray(b * n, b * n + at), v, 2 / squares);
  }
  return rows;
}

/** x ← x − factor·(xᵀv) v */
function removeFrom(x: Float64Array, v: Float64Array, factor: number): void {
  const along = factor * dot(x, v);
  for (let j = 0; j < v.length; j++) x[j]! -= along * v[j]!;
}

function normalize(x: Float64Array): void {
  const factor = 1 / (Math.sqrt(dot(x, x)) || 1);
  for (let j = 0; j < x.length; j++) x[j]! *= factor;
}

function dot(x: Float64Array, y: Float64Array): number {
  let [even, odd] = [0, 0];
  const last = x.length - 1;
  for (let j = 0; j < last; j += 2) {
    even += x[j]! * y[j]!;
    odd += x[j + 1]! * y[j + 1]!;
  }
  return even + odd + (last % 2 === 0 ? x[last]! * y[last]! : 0);
}
