import { againstNull } from "./againstNull";
import type { GroupStatistic } from "./groupStatistic";
import { sampleMatchedGroups } from "./sampleMatchedGroups";

/** A group of neurons, and what its random counterparts have in common with it. */
export interface NeuronGroup {
  /** "plateau" */
  group: string;
  /** Distinct neurons of the layer. */
  members: ArrayLike<number>;
  /** [m] the norm of every neuron of the layer, which random groups are matched by. */
  norms: ArrayLike<number>;
  seed: number;
  /** Random groups to draw. */
  draws?: number;
}

interface Measure {
  space: GroupStatistic["space"];
  statistics: readonly { statistic: string; method: string }[];
  /** Of each group of as many neurons, in ascending order, one value per statistic. */
  of: (groups: readonly Int32Array[]) => (number | null)[][];
  /** [m] 0 for a neuron that cannot be measured: it is left out of the group and of every draw. */
  alive: Uint8Array;
}

/** Measures a group and its random counterparts alike, and sets one against the other. */
export function measureGroup(group: NeuronGroup, measure: Measure): GroupStatistic[] {
  const { space, statistics, alive } = measure;
  const { members, groups } = drawnFor(group, alive);
  const common = { group: group.group, space, size: members.length };

  if (members.length < 2) {
    const reason = `${members.length} of the group's ${group.members.length} neurons vary; 2 are needed`;
    return statistics.map((key) => ({ ...common, ...key, ...unmeasured, nullValues: [], reason }));
  }

  const [values, ...drawn] = measure.of([members, ...groups]);
  return statistics.map((key, index) => {
    const value = values![index] ?? null;
    const nullValues = drawn.flatMap((row) => row[index] ?? []);
    const comparison = value === null ? null : againstNull(value, nullValues);
    return {
      ...common,
      ...key,
      ...unmeasured,
      value,
      ...comparison,
      draws: nullValues.length,
      nullValues,
      reason: reasonFor(value, comparison?.z ?? null, members.length),
    };
  });
}

interface Drawn {
  alive: Uint8Array;
  members: Int32Array;
  groups: readonly Int32Array[];
}

/** The last of each group: its statistics are asked for one after another, most of them about the same living neurons. */
const lastDrawn = new WeakMap<NeuronGroup, Drawn>();

function drawnFor(group: NeuronGroup, alive: Uint8Array): Drawn {
  const last = lastDrawn.get(group);
  if (last?.alive.every((lives, neuron) => lives === alive[neuron])) return last;
  const { seed, norms, draws: count = 199 } = group;
  const candidates = Array.from(alive.keys()).filter((neuron) => alive[neuron] === 1);
  const members = Int32Array.from(group.members)
    .filter((neuron) => alive[neuron] === 1)
    .sort();
  const groups = members.length < 2 ? [] : sampleMatchedGroups({ members, norms, candidates, count, seed });
  const drawn = { alive: alive.slice(), members, groups };
  lastDrawn.set(group, drawn);
  return drawn;
}

const unmeasured = { value: null, nullMean: null, nullSd: null, z: null, p: null, draws: 0 } as const;

function reasonFor(value: number | null, z: number | null, size: number): string | null {
  if (value === null) return `these ${size} neurons have no such number`;
  return z === null ? "the random groups do not vary" : null;
}
