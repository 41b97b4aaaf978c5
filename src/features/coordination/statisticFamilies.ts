import type { inferRouterOutputs } from "@trpc/server";
import type { NullRow } from "~/charts/nulls/prepareNullRows";
import type { NamedCell } from "~/core/cells";
import type { MetricName } from "~/core/metrics";
import type { AppRouter } from "~/server/root";
import { groupOrder, groupWords, spaceOrder, spaceWords } from "./groupWords";
import { keyOf } from "./statisticKey";

export type StoredStatistic = inferRouterOutputs<AppRouter>["groups"]["at"][number];

/** One way to measure what a panel is about. */
export interface Variant {
  id: string;
  label: string;
  of: (row: StoredStatistic) => boolean;
}

/** What one panel holds: statistics of one kind, in one of a few variants. */
export interface StatisticFamily {
  id:
    | "dimension"
    | "coactivation"
    | "modularity"
    | "communities"
    | "places"
    | "entropy"
    | "frequency"
    | "information";
  /** Of the ledger. */
  cell: NamedCell;
  title: string;
  metric: MetricName;
  variants: readonly Variant[];
  /** How a row is called within the panel. */
  label: (row: StoredStatistic) => string;
}

const byGroup = ({ group }: StoredStatistic) => groupWords(group);
const pairs: Record<string, string> = {
  coactivation_within: "within",
  coactivation_with_rest: "with the rest",
};

const dimension = (id: string, label: string, method: string): Variant => ({
  ...{ id, label },
  of: (row) => row.statistic === "effective_dimension" && row.method === method,
});

const coactivation = (id: string, label: string, summary: string): Variant => ({
  ...{ id, label },
  of: (row) => row.statistic in pairs && row.method.includes(summary),
});

const named = (id: string, label: string, statistic: string): Variant => ({
  ...{ id, label },
  of: (row) => row.statistic === statistic,
});

/** By its null: more communities than random neurons have, or than independent ones. */
const modularity = (id: string, label: string, statistic: string, against: string): Variant => ({
  ...{ id, label },
  of: (row) => row.statistic === statistic && row.method.includes(against),
});

/** What the screen shows of groups beside their spectra. The first variant is shown first. */
export const statisticFamilies: readonly StatisticFamily[] = [
  {
    ...{
      id: "dimension",
      cell: "coordination",
      title: "Effective dimension",
      metric: "group.effectiveDimension",
    },
    label: byGroup,
    variants: [
      dimension("pr", "PR", "participation_ratio:1/PR-1/T"),
      dimension("entropy", "entropy", "exp_entropy"),
      dimension("pca90", "PCA 90 %", "pca90"),
      dimension("pca95", "PCA 95 %, paper", "pca95"),
    ],
  },
  {
    ...{ id: "coactivation", cell: "coordination", title: "Co-activation", metric: "coactivation" },
    label: (row) => `${groupWords(row.group)}, ${pairs[row.statistic] ?? row.statistic}`,
    variants: [
      coactivation("mean", "mean r", "mean_r"),
      coactivation("median", "median r", "median_r"),
      coactivation("positive", "r > 0", "share_r>0"),
      coactivation("strong", "|r| > .5", "share_|r|>.5"),
    ],
  },
  {
    ...{ id: "places", cell: "coordination", title: "Do they lie together", metric: "joinCount" },
    label: ({ group, space, statistic }) =>
      statistic === "moran_i" ? `by ${spaceWords(space)}` : `${groupWords(group)}, by ${spaceWords(space)}`,
    variants: [named("joins", "join counts", "join_count"), named("moran", "Moran’s I", "moran_i")],
  },
  {
    ...{ id: "modularity", cell: "modularity", title: "Communities beyond random groups" },
    metric: "modularity",
    label: byGroup,
    variants: [
      modularity("q", "Q", "modularity", "matched_groups"),
      modularity("signed", "Q⁺ − Q⁻", "modularity_difference", "matched_groups"),
    ],
  },
  {
    ...{ id: "communities", cell: "modularity", title: "Communities beyond shuffled contexts" },
    metric: "modularity",
    label: byGroup,
    variants: [
      modularity("q", "Q", "modularity", "context_shuffle"),
      modularity("signed", "Q⁺ − Q⁻", "modularity_difference", "context_shuffle"),
      named("count", "how many", "communities"),
    ],
  },
  {
    ...{ id: "entropy", cell: "coordination", title: "Are they entropy neurons", metric: "overlap.kinds" },
    label: byGroup,
    variants: [named("shared", "shared", "overlap_entropy")],
  },
  {
    ...{ id: "frequency", cell: "frequency", title: "Are they token-frequency neurons" },
    metric: "overlap.kinds",
    label: byGroup,
    variants: [named("shared", "shared", "overlap_frequency")],
  },
  {
    ...{ id: "information", cell: "mutualInformation", title: "Mutual information" },
    metric: "mutualInformation",
    label: byGroup,
    variants: [named("ksg", "KSG, k = 3", "mutual_information")],
  },
];

const place = (list: readonly string[], entry: string) => {
  const at = list.indexOf(entry);
  return at < 0 ? list.length : at;
};

/** The rows of one panel, groups in the order of the ranked curve, controls last; a group without numbers is one row. */
export function rowsOf(
  statistics: readonly StoredStatistic[],
  family: StatisticFamily,
  variant: Variant,
): NullRow[] {
  const rows = statistics.filter(variant.of);
  const measured = new Set(rows.flatMap(({ group, value }) => (value === null ? [] : [group])));
  return rows
    .filter((row, at) => measured.has(row.group) || rows.findIndex(({ group }) => group === row.group) === at)
    .toSorted(
      (a, b) =>
        place(groupOrder, a.group) - place(groupOrder, b.group) ||
        place(spaceOrder, a.space) - place(spaceOrder, b.space) ||
        b.statistic.localeCompare(a.statistic),
    )
    .map((row) => ({
      ...row,
      key: keyOf(row),
      label: measured.has(row.group) ? family.label(row) : groupWords(row.group),
    }));
}
