import { requireThat } from "../../errors";
import type { GramOf } from "../../linalg/matrixKernels";

/** Per neuron the indices of its neighbours; a neuron without a direction has none and is nobody's. */
export type Neighbours = readonly Int32Array[];

/** Neighbours that METHODS §4 asks for. */
export const neighbourCount = 10;

/**
 * The k nearest neighbours of every row by cosine, nearest first. Ties go to the smaller index.
 *
 * @param vectors [rows, columns], row-major: one vector per neuron, W_in, W_outᵀ or logit signatures
 */
export function nearestNeighbours(
  vectors: Float32Array | Float64Array,
  options: { rows: number; columns: number; gramOf: GramOf; k?: number },
): Neighbours {
  const { rows, columns, gramOf, k = neighbourCount } = options;
  requireThat(
    vectors.length === rows * columns,
    `a ${rows} × ${columns} matrix has ${rows * columns} entries, not ${vectors.length}`,
  );
  requireThat(Number.isInteger(k) && k >= 1, `a neuron has at least 1 neighbour, not ${k}`);
  const products = gramOf(vectors, rows, columns, "rows");
  const inverse = Float64Array.from({ length: rows }, (_, i) => {
    const square = products[i * rows + i]!;
    return square > 0 ? 1 / Math.sqrt(square) : 0;
  });
  return Array.from({ length: rows }, (_, i) => nearestOf(i, products, inverse, k));
}

function nearestOf(neuron: number, products: Float64Array, inverse: Float64Array, k: number): Int32Array {
  const rows = inverse.length;
  if (inverse[neuron] === 0) return new Int32Array(0);
  const nearest = new Int32Array(k);
  const cosines = new Float64Array(k);
  let count = 0;
  for (let j = 0; j < rows; j++) {
    if (j === neuron || inverse[j] === 0) continue;
    const cosine = products[neuron * rows + j]! * inverse[j]!;
    if (count === k && cosine <= cosines[k - 1]!) continue;
    if (count < k) count++;
    let at = count - 1;
    for (; at > 0 && cosines[at - 1]! < cosine; at--) {
      cosines[at] = cosines[at - 1]!;
      nearest[at] = nearest[at - 1]!;
    }
    cosines[at] = cosine;
    nearest[at] = j;
  }
  return nearest.slice(0, count);
}

/**
 * Neighbours by index, k/2 on either side, more on one side at the ends: hidden units have no order, so nothing may
 * be found here. The negative control of the other geometries.
 */
export function indexNeighbours(rows: number, k = neighbourCount): Neighbours {
  return Array.from({ length: rows }, (_, i) => {
    const first = Math.max(0, Math.min(i - (k >> 1), rows - 1 - k));
    const around = Array.from({ length: Math.min(k, rows - 1) + 1 }, (_, offset) => first + offset);
    return Int32Array.from(around.filter((j) => j !== i));
  });
}
