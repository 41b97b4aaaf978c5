import { holm } from "../stats/holm";
import type { GroupStatistic } from "./groupStatistic";

export interface FamilyAdjusted {
  /** Holm's adjusted p over the family; null where the statistic has no p. */
  pHolm: number | null;
  /** "alpha_mid (alpha_mid) of W_in over 3 groups: plateau, leaders, random" */
  family: string;
}

/**
 * Holm's correction across groups. A family is one statistic, by one method, in one space, of all groups that have a
 * p at this checkpoint: the question asked of it is asked once per group. Different statistics are different
 * questions, and are not corrected for each other.
 *
 * @param statistics of one checkpoint
 * @returns in the order given
 */
export function holmByFamily(statistics: readonly GroupStatistic[]): FamilyAdjusted[] {
  const families = new Map<string, number[]>();
  statistics.forEach(({ statistic, method, space }, index) => {
    const key = `${statistic} (${method}) of ${space}`;
    families.set(key, [...(families.get(key) ?? []), index]);
  });
  const adjusted: FamilyAdjusted[] = [];
  for (const [key, indices] of families) {
    const pValues = indices.map((index) => statistics[index]!.p);
    const groups = indices.filter((_, at) => pValues[at] !== null).map((index) => statistics[index]!.group);
    const family = `${key} over ${groups.length} ${groups.length === 1 ? "group" : "groups"}: ${groups.join(", ")}`;
    holm(pValues).forEach((pHolm, at) => (adjusted[indices[at]!] = { pHolm, family }));
  }
  return adjusted;
}
