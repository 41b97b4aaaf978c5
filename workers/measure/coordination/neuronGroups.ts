import { topNeurons } from "~/core/influence/topNeurons";
import type { CalibratedRegimes } from "~/core/regimes/regimeFit";
import { regimeMembers } from "~/core/regimes/regimeMembers";
import { deriveSeed, seededRandom } from "~/core/stats/random";
import { shuffle } from "~/core/stats/shuffle";
import { leaderCount } from "../influence/compareBands";

export interface NamedGroup {
  name: "plateau" | "leaders" | "random";
  members: Int32Array;
  /** Why it is empty. */
  reason: string | null;
}

/**
 * The groups that are held against their null: the calibrated rare plateau, where there is one; the leaders by the
 * paper's fixed cut, which exist at every step; and as many random neurons, in whom nothing must be found.
 *
 * @param rare [m] absolute influence on rare targets, and its calibrated fit
 */
export function neuronGroups(rare: Float64Array, fit: CalibratedRegimes, seed: number): NamedGroup[] {
  const leaders = topNeurons(rare, Math.min(leaderCount, rare.length >> 2));
  const everyone = Int32Array.from(rare.keys());
  const random = shuffle(everyone, seededRandom(deriveSeed(seed, "random group"))).slice(0, leaders.length);
  const { plateau } = regimeMembers(rare, fit);
  const absent = fit.measurable ? fit.plateau.reason : fit.reason;
  return [
    {
      name: "plateau",
      members: plateau,
      reason: plateau.length > 0 ? null : `no plateau: ${absent ?? "it is empty"}`,
    },
    { name: "leaders", members: leaders, reason: null },
    { name: "random", members: random, reason: null },
  ];
}
