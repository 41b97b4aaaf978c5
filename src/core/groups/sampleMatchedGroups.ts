import { requireThat } from "../errors";
import { seededRandom } from "../stats/random";
import { shuffle } from "../stats/shuffle";
import { normBins } from "./normBins";

/**
 * Random groups of the size of `members` and with as many neurons from each norm bin. A draw is a random order of the
 * layer's neurons of which each bin's first ones are taken; the orders depend on the seed alone, so while a group
 * keeps its composition the same random groups serve every step of a run.
 *
 * Members may be drawn: under the null hypothesis the group is itself such a draw. How bins too full of members are
 * widened: `normBins`. A group of more than half of the candidates is compared with draws that overlap it, and its p
 * says little.
 *
 * @param options.members distinct neurons
 * @param options.norms [m] one per neuron of the layer, finite
 * @param options.candidates neurons that may be drawn; by default all m. Members must be among them
 * @returns `count` groups, each ascending
 */
export function sampleMatchedGroups(options: {
  members: ArrayLike<number>;
  norms: ArrayLike<number>;
  candidates?: readonly number[];
  count: number;
  seed: number;
}): Int32Array[] {
  const { norms, count, seed } = options;
  const m = norms.length;
  const candidates = options.candidates ?? Array.from({ length: m }, (_, neuron) => neuron);
  const members = new Set(Array.from(options.members));
  const allowed = new Set(candidates);
  requireThat(members.size === options.members.length, "a group names a neuron twice");
  for (const neuron of members) {
    requireThat(
      allowed.has(neuron),
      `neuron ${neuron} of the group is not one of the ${allowed.size} candidates`,
    );
  }

  const bins = normBins(candidates, norms, (neuron) => members.has(neuron));
  const binOf = new Int32Array(m).fill(-1);
  for (const [index, { neurons }] of bins.entries()) for (const neuron of neurons) binOf[neuron] = index;

  const random = seededRandom(seed);
  const order = Int32Array.from({ length: m }, (_, neuron) => neuron);
  return Array.from({ length: count }, () => {
    shuffle(order, random);
    const wanted = Int32Array.from(bins, ({ taken }) => taken);
    const group = new Int32Array(members.size);
    for (let at = 0, drawn = 0; drawn < group.length; at++) {
      const neuron = order[at]!;
      const bin = binOf[neuron]!;
      if (bin >= 0 && wanted[bin]!-- > 0) group[drawn++] = neuron;
    }
    return group.sort();
  });
}
