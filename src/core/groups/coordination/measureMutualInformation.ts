import { requireThat } from "../../errors";
import { mutualInformation } from "../../stats/mutualInformation";
import { normalsFrom, randomInteger, deriveSeed, seededRandom } from "../../stats/random";
import { shuffle } from "../../stats/shuffle";
import type { GroupStatistic } from "../groupStatistic";
import { measureGroup, type NeuronGroup } from "../measureGroup";

const statistics = [{ statistic: "mutual_information", method: "ksg1:k=3,mean_of_pairs@1" }];

/** Of a standard deviation: breaks the ties of activations that are often exactly 0, and changes nothing else. */
const jitter = 1e-10;

/**
 * The mean mutual information of a group's pairs in nats, by `mutualInformation` with k = 3, beside random groups
 * matched in size and norm. Expensive, so on request, on a random part of the positions, the same for all groups, and a
 * random part of each group's pairs.
 *
 * @param activations [T, m], row-major
 * @param options.alive [m] of `correlateActivations`
 */
export function measureMutualInformation(
  activations: Float32Array | Float64Array,
  group: NeuronGroup,
  options: { alive: Uint8Array; positions?: number; pairs?: number },
): GroupStatistic[] {
  const { alive, positions: wanted = 500, pairs: most = 50 } = options;
  const neurons = alive.length;
  const all = activations.length / neurons;
  requireThat(Number.isInteger(all), `${activations.length} activations are not those of ${neurons} neurons`);
  const random = seededRandom(deriveSeed(group.seed, "positions"));
  const chosen = shuffle(
    Int32Array.from({ length: all }, (_, t) => t),
    random,
  ).slice(0, wanted);

  const columns = new Map<number, Float64Array>();
  const columnOf = (neuron: number) => {
    const known = columns.get(neuron) ?? jittered(activations, { neurons, neuron, chosen });
    columns.set(neuron, known);
    return known;
  };
  return measureGroup(group, {
    space: "activations",
    statistics,
    alive,
    of: (groups) =>
      groups.map((members) => {
        const pairs = somePairs(members.length, most, group.seed);
        const values = pairs.map(([i, j]) => mutualInformation(columnOf(members[i]!), columnOf(members[j]!)));
        return [values.reduce((sum, value) => sum + value, 0) / values.length];
      }),
  });
}

function jittered(
  activations: Float32Array | Float64Array,
  { neurons, neuron, chosen }: { neurons: number; neuron: number; chosen: Int32Array },
): Float64Array {
  const values = Float64Array.from(chosen, (t) => activations[t * neurons + neuron]!);
  const size = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length) || 1;
  const noise = normalsFrom(seededRandom(deriveSeed(neuron, "jitter")), values.length);
  return values.map((value, t) => value + jitter * size * noise[t]!);
}

/** All pairs of n, or as many of them by chance. */
function somePairs(n: number, most: number, seed: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) pairs.push([i, j]);
  const random = seededRandom(deriveSeed(seed, "pairs"));
  for (let at = 0; at < Math.min(most, pairs.length); at++) {
    const other = at + randomInteger(random, pairs.length - at);
    [pairs[at], pairs[other]] = [pairs[other]!, pairs[at]!];
  }
  return pairs.slice(0, most);
}
