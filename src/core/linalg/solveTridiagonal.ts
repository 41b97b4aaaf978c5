import type { Tridiagonal } from "./matrixKernels";

/**
 * x ← (T − shift·I)⁻¹ x by elimination with partial pivoting, as in LAPACK's dlagtf and dlagts. A pivot below rounding is
 * raised to it, so that a shift to an eigenvalue gives a long vector along its direction.
 *
 * @param tridiagonal [n, n] of entries of the order of 1
 * @param x [n]
 */
export function solveTridiagonal(
  { diagonal, offDiagonal }: Tridiagonal,
  shift: number,
  x: Float64Array,
): void {
  const n = diagonal.length;
  // Row i of the triangle that is left: pivot, and the two entries right of it.
  const pivots = new Float64Array(n);
  const nexts = new Float64Array(n);
  const seconds = new Float64Array(n);
  let pivot = diagonal[0]! - shift;
  let next = n > 1 ? offDiagonal[0]! : 0;
  for (let i = 0; i < n - 1; i++) {
    const below = offDiagonal[i]!;
    const ahead = diagonal[i + 1]! - shift;
    const beyond = i < n - 2 ? offDiagonal[i + 1]! : 0;
    if (Math.abs(pivot) >= Math.abs(below)) {
      pivots[i] = pivot = raised(pivot);
      nexts[i] = next;
      const factor = below / pivot;
      x[i + 1]! -= factor * x[i]!;
      pivot = ahead - factor * next;
      next = beyond;
    } else {
      pivots[i] = raised(below);
      nexts[i] = ahead;
      seconds[i] = beyond;
      const factor = pivot / below;
      const kept = x[i]!;
      x[i] = x[i + 1]!;
      x[i + 1] = kept - factor * x[i]!;
      pivot = next - factor * ahead;
      next = -factor * beyond;
    }
  }
  pivots[n - 1] = raised(pivot);
  for (let i = n - 1; i >= 0; i--) {
    let rest = x[i]!;
    if (i < n - 1) rest -= nexts[i]! * x[i + 1]!;
    if (i < n - 2) rest -= seconds[i]! * x[i + 2]!;
    x[i] = rest / pivots[i]!;
  }
}

const raised = (pivot: number) =>
  Math.abs(pivot) >= Number.EPSILON ? pivot : pivot < 0 ? -Number.EPSILON : Number.EPSILON;
