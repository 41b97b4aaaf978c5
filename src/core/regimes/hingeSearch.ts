import { dot, removeProjection, weightedColumns } from "./weightedLeastSquares";

/** Bins that every piece between the ends and the knots must hold. */
export const minimumBins = 4;

/** Indices of bins. */
export interface BestKnots {
  one: [number];
  two: [number, number];
}

/** (x − x_k)₊ over the bins, for each bin k. */
export const hingeColumns = (x: Float64Array) =>
  Array.from(x, (knot) => x.map((value) => Math.max(0, value - knot)));

/** What hinges explain of y beyond the base. */
export interface HingesBeyond {
  /** c_k = ⟨hinge, y⟩ and G_kk, the base projected out. */
  along: number[];
  power: number[];
  hinges: Float64Array[];
}

/**
 * The knots with the least weighted residual sum of squares among all single knots and all pairs at least
 * four bins apart, in the model y ~ base + hinges.
 *
 * Exhaustive and cheap: with the base projected out of y and of every hinge once, a knot k explains c_k² /
 * G_kk and a pair (c_k² G_ll − 2 c_k c_l G_kl + c_l² G_kk) / (G_kk G_ll − G_kl²), c = ⟨hinge, y⟩, G the
 * hinges' Gram matrix, so a pair costs one inner product.
 *
 * @param base linearly independent columns, each [bins]
 * @param hinges one column for a knot at each bin, each [bins]
 * @param y [bins] ln v
 * @param weights [bins]
 */
export function findKnots(
  base: readonly Float64Array[],
  hinges: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array,
): BestKnots {
  const beyond = hingesBeyond(base, hinges, y, weights);
  return { one: bestKnot(beyond), two: bestPair(beyond) };
}

/** The arguments are those of `findKnots`. */
export function hingesBeyond(
  base: readonly Float64Array[],
  hinges: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array,
): HingesBeyond {
  const columns = weightedColumns([...base, ...hinges, y], weights);
  const basis = columns.slice(0, base.length);
  const beyond = columns.slice(base.length, -1);
  const target = columns.at(-1)!;
  basis.forEach((unit, k) => {
    for (const earlier of basis.slice(0, k)) removeProjection(unit, earlier);
    const length = Math.sqrt(dot(unit, unit));
    for (let j = 0; j < unit.length; j++) unit[j]! /= length;
    for (const column of beyond) removeProjection(column, unit);
    removeProjection(target, unit);
  });
  return {
    along: beyond.map((hinge) => dot(hinge, target)),
    power: beyond.map((hinge) => dot(hinge, hinge)),
    hinges: beyond,
  };
}

const first = minimumBins - 1;

export function bestKnot({ along, power }: HingesBeyond): [number] {
  const lastSingle = Math.floor(along.length * 0.85);
  let best: [number] = [first];
  let most = -1;
  for (let k = first; k < lastSingle; k++) {
    const explained = along[k]! ** 2 / power[k]!;
    if (explained > most) [most, best] = [explained, [k]];
  }
  return best;
}

export function bestPair({ along, power, hinges }: HingesBeyond): [number, number] {
  const bins = along.length;
  const lastSecond = bins - minimumBins;
  let best: [number, number] = [first, first + minimumBins];
  let most = -1;
  for (let k = first; k < bins - 2 * minimumBins; k++) {
    const [ck, gkk, hinge] = [along[k]!, power[k]!, hinges[k]!];
    for (let l = k + minimumBins; l < lastSecond; l++) {
      const [cl, gll] = [along[l]!, power[l]!];
      const gkl = dot(hinge, hinges[l]!);
      const explained = (ck * ck * gll - 2 * ck * cl * gkl + cl * cl * gkk) / (gkk * gll - gkl * gkl);
      if (explained > most) [most, best] = [explained, [k, l]];
    }
  }
  return best;
}
