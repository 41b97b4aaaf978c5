import type { SpecialNeurons } from "../neurons/specialNeurons";
import { type Random, randomInteger, seededRandom } from "../stats/random";
import { groupOverlap } from "../trajectories/groupOverlap";
import type { GroupStatistic } from "./groupStatistic";

/** Kinds of neurons known from elsewhere. */
export type NeuronKind = "entropy" | "frequency";

export const overlapMethod = "shared_with_top_n;p:hypergeometric,upper@1";

interface OverlapOptions {
  kind: NeuronKind;
  special: SpecialNeurons;
  seed: number;
  /** Random sets that show what the hypergeometric law looks like; p does not come from them. */
  draws?: number;
}

/**
 * How many of a group's neurons are of a known kind. METHODS §7. Its null: a set of that size drawn without regard to the
 * kind, from the neurons that could have been of it; mean, sd and p = P(X ≥ shared) are the hypergeometric law's own, one-sided.
 */
export function measureOverlap(
  { group, members }: { group: string; members: Int32Array },
  { kind, special, seed, draws = 199 }: OverlapOptions,
): GroupStatistic {
  const common = { group, space: "neurons" as const, statistic: `overlap_${kind}`, method: overlapMethod };
  const allowed = new Set(special.candidates);
  const own = members.filter((neuron) => allowed.has(neuron));
  if (own.length === 0) {
    return {
      ...common,
      ...{ size: 0, value: null, nullMean: null, nullSd: null, z: null, p: null, draws: 0, nullValues: [] },
      reason: `none of the group's ${members.length} neurons could have been one of the ${kind} neurons`,
    };
  }
  const { shared, expected, sd, z, p } = groupOverlap(own, special);
  const sets = { population: special.candidates.length, first: special.members.length, second: own.length };
  const random = seededRandom(seed);
  return {
    ...common,
    ...{ size: own.length, value: shared, nullMean: expected, nullSd: sd, z, p, draws },
    nullValues: Array.from({ length: draws }, () => drawShared(sets, random)),
    reason: z === null ? "no set of that size could share more or fewer" : null,
  };
}

/** A hypergeometric number: of `second` neurons drawn without replacement, those among the first `first`. */
function drawShared(
  { population, first, second }: { population: number; first: number; second: number },
  random: Random,
): number {
  let [left, wanted] = [population, first];
  for (let k = 0; k < second; k++, left--) if (randomInteger(random, left) < wanted) wanted--;
  return first - wanted;
}
