import { deriveSeed, seededRandom } from "../../stats/random";
import { type ActivationCorrelation, correlationOf } from "../correlateActivations";
import type { GroupStatistic } from "../groupStatistic";
import { measureGroup, type NeuronGroup } from "../measureGroup";
import { louvain } from "./louvain";
import { modularityMatrix, signedModularity } from "./signedModularity";

const method = "louvain:signed,10_restarts;null:matched_groups@1";
const statistics = [
  { statistic: "modularity", method },
  { statistic: "modularity_difference", method },
];

/**
 * The modularity of a group beside that of random groups matched in size and norm. Context-shuffled copies, the null of
 * `measureModularity`, ask whether a group has any communities beyond what independent neurons show; in a trained layer
 * random neurons have, too. This one asks whether it has more of them than they.
 */
export function measureModularityAmongGroups(
  correlation: ActivationCorrelation,
  group: NeuronGroup,
): GroupStatistic[] {
  const seed = deriveSeed(group.seed, "louvain");
  return measureGroup(group, {
    space: "activations",
    statistics,
    alive: correlation.alive,
    of: (groups) =>
      groups.map((members) => {
        const n = members.length;
        const own = correlationOf(correlation, members);
        const benefit = n < 3 ? null : modularityMatrix(own, n);
        if (benefit === null) return [null, null];
        const { of } = louvain(benefit, n, { random: seededRandom(seed) });
        const { q, difference } = signedModularity(own, of)!;
        return [q, difference];
      }),
  });
}
