import { AppError, requireThat } from "../errors";

/** Eigenvalues of a Gram matrix below this share of the largest are rounding noise, and count as zero. */
export const relativeZero = 1e-12;

/**
 * The part of a spectrum that is not zero: eigenvalues above 1e-12·λmax, as a view of the same memory.
 *
 * @param eigenvalues [n] ascending and finite; anything else is the caller's mistake and throws
 */
export function positiveEigenvalues(eigenvalues: Float64Array): Float64Array {
  requireAscending(eigenvalues);
  const threshold = relativeZero * Math.max(0, eigenvalues.at(-1) ?? 0);
  return eigenvalues.subarray(countUpTo(eigenvalues, threshold));
}

/** How many of the ascending values are at most `threshold`. */
export function countUpTo(ascending: Float64Array, threshold: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

function requireAscending(eigenvalues: Float64Array): void {
  // Negated, so that a NaN is found; and a message is only written where there is something to say.
  const wrong = eigenvalues.findIndex(
    (value, i) => !(Math.abs(value) < Infinity && (i === 0 || value >= eigenvalues[i - 1]!)),
  );
  if (wrong < 0) return;
  const value = eigenvalues[wrong]!;
  requireThat(Number.isFinite(value), `eigenvalue ${wrong} is ${value}; a spectrum holds finite numbers`);
  throw new AppError("invalid_argument", `eigenvalue ${wrong} is smaller than the one before it`);
}
