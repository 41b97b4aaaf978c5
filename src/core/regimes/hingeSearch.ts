import { dot, removeProjection, squareRoots, weightedColumns } from "./weightedLeastSquares";

/** Bins that every piece between the ends and the knots must hold. */
export const minimumBins = 4;

export interface BestKnots<Knots extends readonly number[]> {
  /** Indices of bins. */
  knots: Knots;
  /** Σ w (y − ŷ)² with hinges there. */
  rss: number;
}

/** (x − x_k)₊ over the bins. */
export const hingeColumn = (x: Float64Array, k: number) => x.map((value) => Math.max(0, value - x[k]!));

/** What hinges explain of y beyond the base; each [bins], by the knot's bin. */
export interface HingesBeyond {
  x: Float64Array;
  /** c_k = ⟨hinge, y⟩ and G_kk, the base projected out. */
  along: Float64Array;
  power: Float64Array;
  /** Σ w (x − x_k) and Σ w (x − x_k)² over the bins behind knot k. */
  first: Float64Array;
  second: Float64Array;
  /** [bins, columns] ⟨hinge, unit⟩ for each column of the base, made orthonormal. */
  onBase: Float64Array;
  /** Of the base alone. */
  rss: number;
}

/**
 * The knots with the least weighted residual sum of squares among all single knots and all pairs at least
 * four bins apart, in the model y ~ base + hinges.
 *
 * Exhaustive and cheap: with the base projected out, a knot k explains c_k² / G_kk and a pair
 * (c_k² G_ll − 2 c_k c_l G_kl + c_l² G_kk) / (G_kk G_ll − G_kl²), c = ⟨hinge, y⟩, G the hinges' Gram matrix. All of
 * c and of the hinges' products with the base are one sum from the end each, and so is G, since behind l > k
 * (x − x_k)(x − x_l) = (x − x_l)² + (x_l − x_k)(x − x_l): a pair costs as many products as the base has columns.
 *
 * @param base linearly independent columns, each [bins]
 * @param x [bins] ascending; hinges are (x − x_k)₊
 * @param y [bins] ln v
 * @param weights [bins]
 */
export function findKnots(
  base: readonly Float64Array[],
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
): { one: BestKnots<[number]>; two: BestKnots<[number, number]> } {
  const beyond = hingesBeyond(base, x, y, weights);
  return { one: bestKnot(beyond), two: bestPair(beyond) };
}

/** The arguments are those of `findKnots`. */
export function hingesBeyond(
  base: readonly Float64Array[],
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
): HingesBeyond {
  const { values, rows } = weightedColumns([...base, y], weights);
  const target = base.length * rows;
  for (let unit = 0; unit < target; unit += rows) {
    for (let earlier = 0; earlier < unit; earlier += rows) removeProjection(values, unit, earlier, rows);
    const length = Math.sqrt(dot(values, unit, unit, rows));
    for (let j = unit; j < unit + rows; j++) values[j]! /= length;
    removeProjection(values, target, unit, rows);
  }
  const scale = squareRoots(weights);
  const along = (column: number) => alongHinges(x, scale, values.subarray(column, column + rows));
  const onBase = new Float64Array(rows * base.length);
  base.forEach((_, unit) => {
    const products = along(unit * rows);
    for (let k = 0; k < rows; k++) onBase[k * base.length + unit] = products[k]!;
  });
  const { first, second } = hingeMoments(x, weights);
  const power = second.map((raw, k) => raw - dot(onBase, k * base.length, k * base.length, base.length));
  return {
    ...{ x, along: along(target), power, first, second, onBase },
    rss: dot(values, target, target, rows),
  };
}

/** Σ over j > k of √w_j (x_j − x_k) v_j, for every k. */
function alongHinges(x: Float64Array, scale: Float64Array, vector: Float64Array): Float64Array {
  const products = new Float64Array(x.length);
  for (let k = x.length - 2, sum = 0; k >= 0; k--) {
    sum += scale[k + 1]! * vector[k + 1]!;
    products[k] = products[k + 1]! + (x[k + 1]! - x[k]!) * sum;
  }
  return products;
}

function hingeMoments(x: Float64Array, weights: Float64Array): Pick<HingesBeyond, "first" | "second"> {
  const first = new Float64Array(x.length);
  const second = new Float64Array(x.length);
  for (let k = x.length - 2, weight = 0; k >= 0; k--) {
    const step = x[k + 1]! - x[k]!;
    weight += weights[k + 1]!;
    first[k] = first[k + 1]! + step * weight;
    second[k] = second[k + 1]! + step * (2 * first[k + 1]! + step * weight);
  }
  return { first, second };
}

const firstKnot = minimumBins - 1;

export function bestKnot({ along, power, rss }: HingesBeyond): BestKnots<[number]> {
  const lastSingle = Math.floor(along.length * 0.85);
  let knots: [number] = [firstKnot];
  let most = -1;
  for (let k = firstKnot; k < lastSingle; k++) {
    const explained = along[k]! ** 2 / power[k]!;
    if (explained > most) [most, knots] = [explained, [k]];
  }
  return { knots, rss: rss - most };
}

export function bestPair(beyond: HingesBeyond): BestKnots<[number, number]> {
  const { x, along, power, first, second, onBase, rss } = beyond;
  const bins = along.length;
  const width = onBase.length / bins;
  const lastSecond = bins - minimumBins;
  let knots: [number, number] = [firstKnot, firstKnot + minimumBins];
  let most = -1;
  for (let k = firstKnot; k < bins - 2 * minimumBins; k++) {
    const ck = along[k]!;
    const gkk = power[k]!;
    for (let l = k + minimumBins; l < lastSecond; l++) {
      const cl = along[l]!;
      const gll = power[l]!;
      let gkl = second[l]! + (x[l]! - x[k]!) * first[l]!;
      for (let i = 0; i < width; i++) gkl -= onBase[k * width + i]! * onBase[l * width + i]!;
      const explained = (ck * ck * gll - 2 * ck * cl * gkl + cl * cl * gkk) / (gkk * gll - gkl * gkl);
      if (explained > most) {
        most = explained;
        knots = [k, l];
      }
    }
  }
  return { knots, rss: rss - most };
}
