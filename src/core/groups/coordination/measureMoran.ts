import { requireThat } from "../../errors";
import { seededRandom } from "../../stats/random";
import { shuffle } from "../../stats/shuffle";
import { againstNull } from "../againstNull";
import type { GroupStatistic } from "../groupStatistic";
import { moranI } from "./moranI";
import { type Neighbours, neighbourCount } from "./nearestNeighbours";

/**
 * Whether neighbours have alike influences: Moran's I over all neurons that have a direction, beside the same values
 * dealt out to them at random. METHODS §4.
 *
 * @param influence [m] finite
 */
export function measureMoran(
  influence: Float64Array,
  options: { space: GroupStatistic["space"]; neighbours: Neighbours; seed: number; draws?: number },
): GroupStatistic {
  const { space, neighbours, seed, draws: count = 199 } = options;
  requireThat(
    neighbours.length === influence.length,
    `${influence.length} influences need as many lists of neighbours, not ${neighbours.length}`,
  );
  const alive = Int32Array.from(neighbours.keys()).filter((neuron) => neighbours[neuron]!.length > 0);
  const place = new Int32Array(influence.length);
  alive.forEach((neuron, at) => (place[neuron] = at));
  const near = Array.from(alive, (neuron) => neighbours[neuron]!.map((other) => place[other]!));
  const values = Float64Array.from(alive, (neuron) => influence[neuron]!);

  const value = moranI(values, near);
  const random = seededRandom(seed);
  const dealt = values.slice();
  const nullValues =
    value === null ? [] : Array.from({ length: count }, () => moranI(shuffle(dealt, random), near)!);
  const comparison = value === null ? null : againstNull(value, nullValues);
  return {
    group: "all",
    space,
    statistic: "moran_i",
    method: `knn:k=${neighbourCount};null:relabelling@1`,
    size: alive.length,
    value,
    nullMean: comparison?.nullMean ?? null,
    nullSd: comparison?.nullSd ?? null,
    z: comparison?.z ?? null,
    p: comparison?.p ?? null,
    draws: nullValues.length,
    nullValues,
    reason: reasonFor(value, comparison?.z ?? null),
  };
}

function reasonFor(value: number | null, z: number | null): string | null {
  if (value === null) return "the influences do not vary, or no neuron has a neighbour";
  return z === null
    ? "every neuron is every other's neighbour, so that no order of the influences differs"
    : null;
}
