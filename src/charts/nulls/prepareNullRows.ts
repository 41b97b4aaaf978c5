import type { ChartTable } from "../frame/chartTable";
import { formatInterval } from "../format/formatInterval";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { formatProbability, formatPValue } from "../format/formatProbability";
import { formatStatistic } from "../format/formatStatistic";
import { significance } from "./prepareNullOverSteps";

/** One statistic beside its null. */
export interface NullRow {
  key: string;
  label: string;
  /** Neurons in the group. */
  size: number;
  value: number | null;
  nullMean: number | null;
  nullSd: number | null;
  /** 95 % of the null values lie between them. */
  nullLow: number | null;
  nullHigh: number | null;
  z: number | null;
  p: number | null;
  /** Corrected for the tests of its family, where it was. */
  pHolm: number | null;
  draws: number;
  /** Why there is no value. */
  reason: string | null;
}

export interface NullRowMark {
  key: string;
  label: string;
  /** In standard deviations of the null; null where there is nothing to draw. */
  drawn: { z: number; low: number; high: number } | null;
  /** Told from the null: only then is the value coloured. */
  finding: boolean;
  /** Beside the row: the value and its p. */
  text: string;
  reason: string | null;
  words: string;
}

export interface NullRowsSpec {
  name: string;
  rows: NullRowMark[];
  /** In standard deviations; a value outside lies at its end. */
  domain: readonly [number, number];
  /** Which rows are told from their null, while no row is looked at. */
  verdict: string;
  summary: string;
  table: () => ChartTable;
}

/** Far beyond any doubt; further out the null itself would be too narrow to see. */
const FARTHEST = 12;

/** Statistics of one kind below each other, each in standard deviations of its own null, so that they compare. */
export function prepareNullRows(name: string, rows: readonly NullRow[]): NullRowsSpec {
  const marks = rows.map(toMark);
  const drawn = marks.flatMap((row) => (row.drawn ? [row.drawn.z, row.drawn.low, row.drawn.high] : []));
  const most = Math.min(FARTHEST, Math.max(3, ...drawn.map(Math.abs)) * 1.08);
  const findings = marks.filter(({ finding }) => finding);
  return {
    name,
    rows: marks,
    domain: [-most, most],
    verdict: verdictOf(marks),
    summary:
      rows.length === 0
        ? `${name}: nothing measured.`
        : `${name}, ${rows.length} ${rows.length === 1 ? "row" : "rows"} beside their null: ` +
          (findings.length === 0
            ? "none is told from it."
            : `${findings.map(({ label }) => label).join(", ")} told from it.`),
    table: () => tableOf(rows),
  };
}

/** So many rows are named; of more, how many there are. */
const NAMED = 3;

function verdictOf(marks: readonly NullRowMark[]): string {
  const measurable = marks.filter(({ drawn }) => drawn !== null);
  const found = marks.filter(({ finding }) => finding);
  if (measurable.length === 0) return "Not measurable here.";
  if (found.length === 0) return "No group is told from its null.";
  if (found.length <= NAMED) return `Told from the null: ${found.map(({ label }) => label).join("; ")}.`;
  return `${formatInteger(found.length)} of ${formatInteger(measurable.length)} are told from their null.`;
}

function toMark(row: NullRow): NullRowMark {
  const { key, label, size, value, nullMean, nullSd, nullLow, nullHigh, z, p, pHolm, draws } = row;
  const reason = value === null || z === null ? (row.reason ?? "not measurable") : null;
  const finding = value !== null && (pHolm ?? p ?? 1) <= significance;
  const inDeviations = (edge: number | null) =>
    edge === null || nullMean === null || !nullSd ? 0 : (edge - nullMean) / nullSd;
  const chance = pHolm === null ? formatPValue(p) : `${formatPValue(p)}, Holm ${formatProbability(pHolm)}`;
  return {
    key,
    label,
    finding,
    reason,
    drawn: z === null ? null : { z, low: inDeviations(nullLow), high: inDeviations(nullHigh) },
    text: value === null ? "–" : `${formatStatistic(value)}  ${formatPValue(pHolm ?? p)}`,
    words:
      value === null
        ? `${label}: ${reason ?? "not measurable"}`
        : `${label}, ${formatInteger(size)} neurons: ${formatStatistic(value)}; null ${formatNumber(nullMean)} ` +
          `${formatInterval([nullLow, nullHigh], formatStatistic)} of ${formatInteger(draws)} draws, z = ${formatNumber(z, 2)}, ${chance}`,
  };
}

function tableOf(rows: readonly NullRow[]): ChartTable {
  return {
    columns: [
      { label: "" },
      { label: "neurons", integer: true },
      { label: "value" },
      { label: "null mean" },
      { label: "null sd" },
      { label: "null 2.5 %" },
      { label: "null 97.5 %" },
      { label: "z" },
      { label: "p" },
      { label: "p, Holm" },
      { label: "draws", integer: true },
      { label: "why not" },
    ],
    rows: rows.map((row) => [
      ...[row.label, row.size, row.value, row.nullMean, row.nullSd, row.nullLow, row.nullHigh],
      ...[row.z, row.p, row.pHolm, row.draws, row.value === null ? row.reason : null],
    ]),
  };
}
