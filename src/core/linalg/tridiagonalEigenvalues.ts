import { AppError } from "../errors";

/**
 * Eigenvalues of a symmetric tridiagonal matrix, ascending, by the QL algorithm with implicit shifts
 * (Wilkinson and Reinsch 1971, contribution II/4). O(n²).
 *
 * @param diagonal [n]
 * @param offDiagonal [n − 1]
 */
export function tridiagonalEigenvalues(diagonal: Float64Array, offDiagonal: Float64Array): Float64Array {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(n);
  e.set(offDiagonal);

  for (let first = 0; first < n; first++) {
    for (let sweep = 0; ; sweep++) {
      const last = endOfBlock(d, e, first);
      if (last === first) break;
      if (sweep === 60) throw new AppError("not_measurable", `eigenvalue ${first} of ${n} did not converge`);
      sweepBlock(d, e, first, last);
    }
  }
  return d.sort();
}

/** The first index from `first` on whose coupling to the next is lost in rounding. */
function endOfBlock(d: Float64Array, e: Float64Array, first: number): number {
  let last = first;
  for (; last < d.length - 1; last++) {
    const size = Math.abs(d[last]!) + Math.abs(d[last + 1]!);
    if (Math.abs(e[last]!) <= Number.EPSILON * size) break;
  }
  return last;
}

/** One implicit QL sweep of the unreduced block d[first … last]: plane rotations chase the bulge up from its end. */
function sweepBlock(d: Float64Array, e: Float64Array, first: number, last: number): void {
  const half = (d[first + 1]! - d[first]!) / (2 * e[first]!);
  const root = Math.hypot(half, 1);
  const shift = d[first]! - e[first]! / (half + (half >= 0 ? root : -root));

  let g = d[last]! - shift;
  let sine = 1;
  let cosine = 1;
  let moved = 0;
  for (let i = last - 1; i >= first; i--) {
    const f = sine * e[i]!;
    const b = cosine * e[i]!;
    const radius = Math.sqrt(f * f + g * g);
    e[i + 1] = radius;
    if (radius === 0) {
      // The matrix split on the way: undo the shift at i + 1 and let the caller look for the block again.
      d[i + 1]! -= moved;
      e[last] = 0;
      return;
    }
    sine = f / radius;
    cosine = g / radius;
    g = d[i + 1]! - moved;
    const turned = (d[i]! - g) * sine + 2 * cosine * b;
    moved = sine * turned;
    d[i + 1] = g + moved;
    g = cosine * turned - b;
  }
  d[first]! -= moved;
  e[first] = g;
  e[last] = 0;
}
