import type { GroupStatistic } from "~/core/groups/groupStatistic";
import { measureOverlap, type NeuronKind } from "~/core/groups/measureOverlap";
import { specialNeurons } from "~/core/neurons/specialNeurons";
import { deriveSeed } from "~/core/stats/random";
import type { NamedGroup } from "./neuronGroups";

interface Kind {
  kind: NeuronKind;
  /** As `specialNeurons` takes them. */
  axis: readonly (number | null)[];
  size: Float64Array;
}

/** How many neurons of each group are of a known kind, of which as many are taken as there are leaders. METHODS §2, §7. */
export function overlapsWithKind(
  groups: readonly NamedGroup[],
  { kind, axis, size }: Kind,
  seed: number,
): GroupStatistic[] {
  const count = groups.find(({ name }) => name === "leaders")!.members.length;
  const special = specialNeurons({ axis, size, count });
  const options = { kind, special, seed: deriveSeed(seed, "overlap", kind) };
  return groups.map(({ name, members, reason }) => {
    const overlap = measureOverlap({ group: name, members }, options);
    return reason === null ? overlap : { ...overlap, reason };
  });
}
