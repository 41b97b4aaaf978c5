import { dot, removeProjection } from "./weightedLeastSquares";

/** Bins that every piece between the ends and the knots must hold. */
export const minimumBins = 4;

/** Indices of bins. */
export interface BestKnots {
  one: [number];
  two: [number, number];
}

/** (x − x_k)₊ for each bin. */
export const hingeColumn = (x: Float64Array, knot: number) => x.map((value) => Math.max(0, value - x[knot]!));

/**
 * The knots with the least weighted residual sum of squares among all single knots and all pairs at least
 * four bins apart, in the model y ~ base + hinges.
 *
 * Exhaustive and cheap: with the base projected out of y and of every hinge once, a knot k explains c_k² /
 * G_kk and a pair (c_k² G_ll − 2 c_k c_l G_kl + c_l² G_kk) / (G_kk G_ll − G_kl²), c = ⟨hinge, y⟩, G the
 * hinges' Gram matrix, so a pair costs one inner product.
 *
 * @param base linearly independent columns, each [bins]
 * @param x [bins] ln r of the bins, ascending
 * @param y [bins] ln v
 * @param weights [bins]
 */
export function findKnots(
  base: readonly Float64Array[],
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
): BestKnots {
  const bins = x.length;
  const scale = weights.map(Math.sqrt);
  const basis: Float64Array[] = [];
  const beyondBase = (column: Float64Array) => {
    const scaled = column.map((value, j) => value * scale[j]!);
    for (const unit of basis) removeProjection(scaled, unit);
    return scaled;
  };
  for (const column of base) {
    const unit = beyondBase(column);
    const length = Math.sqrt(dot(unit, unit));
    basis.push(unit.map((value) => value / length));
  }

  const target = beyondBase(y);
  const first = minimumBins - 1;
  const lastSingle = Math.floor(bins * 0.85);
  const lastSecond = bins - minimumBins;
  const hinges: Float64Array[] = [];
  for (let k = first; k < Math.max(lastSingle, lastSecond); k++) hinges.push(beyondBase(hingeColumn(x, k)));
  const along = hinges.map((hinge) => dot(hinge, target));
  const power = hinges.map((hinge) => dot(hinge, hinge));

  const best: BestKnots = { one: [first], two: [first, first + minimumBins] };
  let explainedByOne = -1;
  for (let k = first; k < lastSingle; k++) {
    const explained = along[k - first]! ** 2 / power[k - first]!;
    if (explained > explainedByOne) [explainedByOne, best.one] = [explained, [k]];
  }
  let explainedByTwo = -1;
  for (let k = first; k < bins - 2 * minimumBins; k++) {
    const [ck, gkk, hinge] = [along[k - first]!, power[k - first]!, hinges[k - first]!];
    for (let l = k + minimumBins; l < lastSecond; l++) {
      const [cl, gll] = [along[l - first]!, power[l - first]!];
      const gkl = dot(hinge, hinges[l - first]!);
      const explained = (ck * ck * gll - 2 * ck * cl * gkl + cl * cl * gkk) / (gkk * gll - gkl * gkl);
      if (explained > explainedByTwo) [explainedByTwo, best.two] = [explained, [k, l]];
    }
  }
  return best;
}
