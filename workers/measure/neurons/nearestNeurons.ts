import { extremes } from "~/core/neurons/extremes";
import type { Vector } from "~/db/vectors";
import { logitRows } from "./logitRows";
import { unitRows } from "./unitRows";

/** Neighbours listed of each neuron. */
export const listedNeighbours = 10;

/**
 * The neurons whose weights point most nearly the same way as each neuron's: largest cosine first, ties by id, the
 * neuron itself left out. A neuron without weights is at cosine 0 to all.
 *
 * @param name "neighbours.in": the vectors are `name`.ids and `name`.values, both [m, 10] row-major
 * @param weights [m, d] one row per neuron; with fewer than 11 neurons the lists are shorter
 */
export async function nearestNeurons(name: string, weights: Float32Array, width: number): Promise<Vector[]> {
  const unit = unitRows(weights, width);
  const neurons = unit.length / width;
  const count = Math.min(listedNeighbours, neurons - 1);
  const ids = new Int32Array(neurons * count);
  const values = new Float32Array(neurons * count);
  await logitRows(unit, { unembedding: unit, width }, (neuron, row) => {
    row[neuron] = -Infinity;
    extremes(row, count).top.forEach((other, k) => {
      ids[neuron * count + k] = other;
      values[neuron * count + k] = row[other]!;
    });
  });
  return [
    { name: `${name}.ids`, band: "", values: ids },
    { name: `${name}.values`, band: "", values: values },
  ];
}
