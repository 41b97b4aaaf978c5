import { requireThat } from "../errors";
import { normalsFrom, seededRandom } from "../stats/random";
import { jacobiEigen } from "./jacobiEigen";

/** More directions than asked for, so that the wanted ones converge as fast as the gap behind the spare ones allows. */
const spare = 8;
const mostIterations = 200;
/** A shift costs about as much as a few iterations, and is worth more the better the least eigenvalue is known. */
const iterationsPerShift = 6;
/** Of the angle that the wanted directions still turn by. */
const turned = 1e-9;

/**
 * Orthonormal eigenvectors of the k least eigenvalues of a symmetric positive semidefinite matrix, by inverse iteration
 * on a block (Golub & Van Loan §8.2): (A + εI) X' = X by Cholesky, ε = 1e-10·trace/n, then Rayleigh–Ritz. Now and then A
 * is shifted up to just below its least eigenvalue as known by then, where the wanted directions stand out more. O(n³/3) for
 * each shift and O(n²·(2k + 8)) an iteration. Eigenvalues closer than ε are not told apart, and then any basis of theirs is
 * given.
 *
 * @param symmetric [n, n]
 * @returns [k, n] one row per direction, by rising eigenvalue
 */
export function leastEigenvectors(symmetric: Float64Array, n: number, k: number): Float64Array {
  requireThat(symmetric.length === n * n, `a matrix of ${n} × ${n} has not ${symmetric.length} entries`);
  requireThat(Number.isInteger(k) && k >= 1 && k <= n, `${k} of ${n} eigenvectors cannot be found`);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += symmetric[i * n + i]!;
  const epsilon = 1e-10 * (trace / n || 1);
  let lower = cholesky(symmetric, n, { shift: epsilon, least: epsilon / 2 })!;
  const block = Math.min(n, 2 * k + spare);
  const vectors = normalsFrom(seededRandom(1), block * n).slice();
  orthonormalize(vectors, block, n);

  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const before = vectors.slice(0, k * n);
    for (let b = 0; b < block; b++) solve(lower, n, vectors.subarray(b * n, (b + 1) * n));
    orthonormalize(vectors, block, n);
    rotateToRitz(symmetric, n, vectors, block);
    if (turnedAway(before, vectors, k, n) < turned) break;
    if (iteration % iterationsPerShift === iterationsPerShift - 1) {
      const below = boundBelow(symmetric, n, vectors.subarray(0, n));
      lower = cholesky(symmetric, n, { shift: epsilon - below, least: 0 }) ?? lower;
    }
  }
  return vectors.slice(0, k * n);
}

/**
 * A + shift·I = L Lᵀ; only the lower triangle is filled.
 *
 * @param options.least what a pivot is raised to where rounding put it below; 0: then there is no factor
 */
function cholesky(
  symmetric: Float64Array,
  n: number,
  { shift, least }: { shift: number; least: number },
): Float64Array | null {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = symmetric[i * n + j]! + (i === j ? shift : 0);
      for (let p = 0; p < j; p++) sum -= lower[i * n + p]! * lower[j * n + p]!;
      if (i === j && sum <= 0 && least === 0) return null;
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, least)) : sum / lower[j * n + j]!;
    }
  }
  return lower;
}

/** Below the eigenvalue nearest to a unit vector's Rayleigh quotient θ by as much as it may be off: θ − 2 ‖A x − θ x‖. */
function boundBelow(symmetric: Float64Array, n: number, x: Float64Array): number {
  const image = Float64Array.from(x, (_, i) => dot(symmetric.subarray(i * n, (i + 1) * n), x));
  const quotient = dot(image, x);
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (image[i]! - quotient * x[i]!) ** 2;
  return Math.max(0, quotient - 2 * Math.sqrt(squares));
}

/** x ← (L Lᵀ)⁻¹ x */
function solve(lower: Float64Array, n: number, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let j = 0; j < i; j++) sum -= lower[i * n + j]! * x[j]!;
    x[i] = sum / lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    const value = (x[i] = x[i]! / lower[i * n + i]!);
    for (let j = 0; j < i; j++) x[j]! -= lower[i * n + j]! * value;
  }
}

/** Rows made orthonormal in place, by Gram–Schmidt done twice. */
function orthonormalize(rows: Float64Array, count: number, n: number): void {
  for (let b = 0; b < count; b++) {
    const row = rows.subarray(b * n, (b + 1) * n);
    for (let pass = 0; pass < 2; pass++) {
      scale(row, 1 / (Math.sqrt(dot(row, row)) || 1));
      for (let a = 0; a < b; a++) {
        const other = rows.subarray(a * n, (a + 1) * n);
        const along = dot(row, other);
        for (let j = 0; j < n; j++) row[j]! -= along * other[j]!;
      }
    }
    scale(row, 1 / (Math.sqrt(dot(row, row)) || 1));
  }
}

/** Rows turned, within the space they span, to the eigenvectors of A restricted to it, the least first. */
function rotateToRitz(symmetric: Float64Array, n: number, rows: Float64Array, count: number): void {
  const image = new Float64Array(count * n);
  for (let b = 0; b < count; b++) {
    for (let i = 0; i < n; i++) {
      image[b * n + i] = dot(symmetric.subarray(i * n, (i + 1) * n), rows.subarray(b * n, (b + 1) * n));
    }
  }
  const small = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      small[a * count + b] = dot(rows.subarray(a * n, (a + 1) * n), image.subarray(b * n, (b + 1) * n));
    }
  }
  const { vectors } = jacobiEigen(small, count);
  const turned = new Float64Array(count * n);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      const weight = vectors[a * count + b]!;
      for (let j = 0; j < n; j++) turned[a * n + j]! += weight * rows[b * n + j]!;
    }
  }
  rows.set(turned);
}

/** The largest part of a row of `before` that lies outside the span of `after`. */
function turnedAway(before: Float64Array, after: Float64Array, k: number, n: number): number {
  let most = 0;
  for (let a = 0; a < k; a++) {
    const outside = before.slice(a * n, (a + 1) * n);
    for (let b = 0; b < k; b++) {
      const direction = after.subarray(b * n, (b + 1) * n);
      const along = dot(outside, direction);
      for (let j = 0; j < n; j++) outside[j]! -= along * direction[j]!;
    }
    most = Math.max(most, Math.sqrt(dot(outside, outside)));
  }
  return most;
}

function scale(x: Float64Array, factor: number): void {
  for (let j = 0; j < x.length; j++) x[j]! *= factor;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += x[j]! * y[j]!;
  return sum;
}
