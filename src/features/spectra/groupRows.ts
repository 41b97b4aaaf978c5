import type { GroupStatistic } from "~/core/groups/groupStatistic";

/** What a stored statistic is called. A tail index is α − 1, so it never goes by the name of α. */
const titles: Record<string, string> = {
  hill10: "tail index, k = n/10",
  alpha_mid: "α, alpha_mid",
  alpha_farms: "α, FARMS",
  lambda1: "λ₁",
  participation_ratio: "participation ratio",
};

export const statisticTitle = (statistic: string) => titles[statistic] ?? statistic.replaceAll("_", " ");

/** A group statistic as it comes from the database. */
export type StoredStatistic = Omit<GroupStatistic, "space"> & { space: string };

const groupOrder = ["plateau", "powerLaw", "decay", "random"];
const place = (group: string) => (groupOrder.includes(group) ? groupOrder.indexOf(group) : groupOrder.length);

/** The statistics of a layer's weights, plateau first and the random control last; those of activations elsewhere. */
export function groupRows(rows: readonly StoredStatistic[]): StoredStatistic[] {
  return rows
    .filter(({ space }) => space !== "activations")
    .sort((a, b) => place(a.group) - place(b.group) || a.space.localeCompare(b.space));
}
