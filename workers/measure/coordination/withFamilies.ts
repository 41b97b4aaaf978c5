import type { GroupStatistic } from "~/core/groups/groupStatistic";
import { type FamilyAdjusted, holmByFamily } from "~/core/groups/holmByFamily";

/** Each with its p corrected for the other groups that the same was asked of. */
export function withFamilies(statistics: readonly GroupStatistic[]): (GroupStatistic & FamilyAdjusted)[] {
  const adjusted = holmByFamily(statistics);
  return statistics.map((statistic, k) => ({ ...statistic, ...adjusted[k]! }));
}
