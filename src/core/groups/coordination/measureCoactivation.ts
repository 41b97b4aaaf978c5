import type { ActivationCorrelation } from "../correlateActivations";
import type { GroupStatistic } from "../groupStatistic";
import { measureGroup, type NeuronGroup } from "../measureGroup";
import { bucketedRows } from "./bucketedRows";
import { coactivationWithin, coactivationWithRest } from "./coactivation";
import { type Coactivation, pairSummary } from "./pairSummary";

const names = ["mean", "median", "sharePositive", "shareStrong"] as const;
const keys = {
  mean: "mean_r",
  median: "median_r",
  sharePositive: "share_r>0",
  shareStrong: "share_|r|>.5",
} satisfies Record<keyof Coactivation, string>;

const statistics = (["within", "with_rest"] as const).flatMap((pairs) =>
  names.map((name) => ({ statistic: `coactivation_${pairs}`, method: `pearson:${keys[name]}@1` })),
);

/**
 * Co-activation of a group, within and with the rest of the layer, each summary beside that of random groups matched
 * in size and norm. METHODS §4. Neurons whose activation never varies are left out.
 *
 * @param rows of the correlation, where several groups are measured
 */
export function measureCoactivation(
  correlation: ActivationCorrelation,
  group: NeuronGroup,
  rows = bucketedRows(correlation),
): GroupStatistic[] {
  const summary = pairSummary();
  return measureGroup(group, {
    space: "activations",
    statistics,
    alive: correlation.alive,
    of: (groups) =>
      groups.map((members) =>
        [
          coactivationWithin(correlation, members, summary),
          coactivationWithRest(correlation, members, rows),
        ].flatMap((found) => names.map((name) => found?.[name] ?? null)),
      ),
  });
}
