import { type Band, bandLook } from "../bandLook";
import type { ChartTable } from "../frame/chartTable";
import { formatInteger } from "../format/formatNumber";
import type { ColorToken } from "../palette";

export interface Migrations {
  from: number;
  to: number;
  band: Band;
  /** [4][4] over plateau, power law, decay, none: row = before, column = after. */
  counts: number[][];
}

interface Standing {
  label: string;
  /** null: hatched. */
  color: ColorToken | null;
  count: number;
  /** Of the whole height, 0 … 1 from the top. */
  top: number;
  bottom: number;
}

export interface Ribbon {
  from: number;
  to: number;
  count: number;
  /** Top and bottom at the left and at the right, 0 … 1. */
  left: readonly [number, number];
  right: readonly [number, number];
  color: ColorToken | null;
  words: string;
}

export interface MigrationsSpec {
  name: string;
  steps: readonly [number, number];
  before: Standing[];
  after: Standing[];
  ribbons: Ribbon[];
  summary: string;
  table: () => ChartTable;
}

const standings: readonly { label: string; color: ColorToken | null }[] = [
  { label: "plateau", color: "plateau" },
  { label: "power law", color: "powerLaw" },
  { label: "decay", color: "decay" },
  { label: "no regime", color: null },
];

/** Between two standings, as a share of the height. */
const GAP = 0.03;

/** Neurons flowing from regime to regime; heights are the square root of counts, so that a small plateau is seen. */
export function prepareMigrations({ from, to, band, counts }: Migrations): MigrationsSpec {
  const columns = counts.map((_, j) => counts.map((row) => row[j]!));
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const before = stack(counts.map(sum));
  const after = stack(columns.map(sum));
  const ribbons = counts.flatMap((row, i) =>
    row.flatMap((count, j): Ribbon[] => {
      if (count === 0) return [];
      const names = [standings[i]!.label, standings[j]!.label] as const;
      const moved = i === j ? `stayed: ${names[0]}` : `${names[0]} → ${names[1]}`;
      return [
        {
          ...{ from: i, to: j, count, color: standings[i]!.color },
          left: slice(before[i]!, row, j),
          right: slice(after[j]!, columns[j]!, i),
          words: `${formatInteger(count)} ${count === 1 ? "neuron" : "neurons"} ${moved}`,
        },
      ];
    }),
  );
  const total = sum(counts.flat());
  const stayed = sum(counts.map((row, i) => row[i]!));
  const entered = sum(columns[0] ?? []) - (counts[0]?.[0] ?? 0);
  const left = sum(counts[0] ?? []) - (counts[0]?.[0] ?? 0);
  return {
    name: `Regime migrations, ${bandLook[band].label}, steps ${from} to ${to}`,
    steps: [from, to],
    ...{ before, after, ribbons },
    summary:
      `From step ${formatInteger(from)} to ${formatInteger(to)}, ${bandLook[band].targets}: ${formatInteger(stayed)} of ${formatInteger(total)} neurons stay in their regime, ` +
      `${formatInteger(entered)} come onto the plateau, ${formatInteger(left)} leave it.`,
    table: () => ({
      columns: [
        { label: `step ${from} ↓ step ${to} →` },
        ...standings.map(({ label }) => ({ label, integer: true })),
      ],
      rows: counts.map((row, i) => [standings[i]!.label, ...row]),
    }),
  };
}

/** Standings below each other; those without neurons take no room. */
function stack(counts: readonly number[]): Standing[] {
  const weights = counts.map(Math.sqrt);
  const filled = counts.filter((count) => count > 0).length;
  const room = 1 - GAP * Math.max(0, filled - 1);
  const total = weights.reduce((a, b) => a + b, 0);
  let top = 0;
  return counts.map((count, i) => {
    const high = total > 0 ? (weights[i]! / total) * room : 0;
    const standing = { ...standings[i]!, count, top, bottom: top + high };
    if (count > 0) top += high + GAP;
    return standing;
  });
}

/** The part of a standing that its k-th ribbon takes, by counts. */
function slice({ top, bottom, count }: Standing, parts: readonly number[], k: number): [number, number] {
  const before = parts.slice(0, k).reduce((a, b) => a + b, 0);
  const at = (n: number) => top + (count > 0 ? n / count : 0) * (bottom - top);
  return [at(before), at(before + parts[k]!)];
}
