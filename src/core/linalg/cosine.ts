import { requireThat } from "../errors";

/** Cosine of the angle between two vectors; null where one of them is zero. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  requireThat(a.length === b.length, `vectors of ${a.length} and ${b.length} entries have no angle`);
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    product += a[i]! * b[i]!;
    squaresA += a[i]! * a[i]!;
    squaresB += b[i]! * b[i]!;
  }
  const scale = Math.sqrt(squaresA) * Math.sqrt(squaresB);
  return scale > 0 ? Math.max(-1, Math.min(1, product / scale)) : null;
}
