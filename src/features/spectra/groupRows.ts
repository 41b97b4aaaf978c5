import type { StoredStatistic } from "../coordination/statisticFamilies";

/** What a stored statistic is called. A tail index is α − 1, so it never goes by the name of α. */
const titles: Record<string, string> = {
  hill10: "tail index, k = n/10",
  alpha_mid: "α, alpha_mid",
  alpha_farms: "α, FARMS",
  lambda1: "λ₁",
  participation_ratio: "participation ratio",
};

export const statisticTitle = (statistic: string) => titles[statistic] ?? statistic.replaceAll("_", " ");

const groupOrder = ["plateau", "powerLaw", "decay", "leaders", "random"];
const place = (group: string) => (groupOrder.includes(group) ? groupOrder.indexOf(group) : groupOrder.length);

export interface GroupRows {
  /** Of weights' spectra, plateau first and the random control last; the others are shown elsewhere. */
  rows: StoredStatistic[];
  /** Groups without a single number, each with its reason. */
  absent: { group: string; reason: string }[];
}

/** What was measured of the groups' weights, and which groups there are none of. */
export function groupRows(statistics: readonly StoredStatistic[]): GroupRows {
  const weights = statistics
    .filter(({ statistic, space }) => statistic in titles && space !== "activations")
    .sort((a, b) => place(a.group) - place(b.group) || a.space.localeCompare(b.space));
  const groups = [...new Set(weights.map(({ group }) => group))];
  const measured = new Set(weights.flatMap(({ group, value }) => (value === null ? [] : [group])));
  return {
    rows: weights.filter(({ group }) => measured.has(group)),
    absent: groups
      .filter((group) => !measured.has(group))
      .map((group) => ({
        group,
        reason: weights.find((row) => row.group === group)?.reason ?? "not measurable",
      })),
  };
}
