import { type Band, bandLook } from "../bandLook";
import { columnEdges } from "../axis/columnEdges";
import { forward } from "../axis/axisScale";
import { paddedDomain } from "../axis/paddedDomain";
import { stepAxis } from "../axis/stepAxis";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { milliNats } from "../format/milliNats";
import type { StepView } from "../stepView";
import { columnOf } from "./columnOf";
import type { HeatMapSpec } from "./heatMapSpec";

export interface RankHeatmap {
  band: Band;
  steps: number[];
  /** 1-based, ascending, log-spaced. */
  ranks: number[];
  /** [step][rank], nats; zero or below has no place on the log scale. */
  values: (number | null)[][];
}

/** Influence by step and rank: how the ranked curve grows while the model learns. */
export function prepareRankHeatmap(data: RankHeatmap, view: StepView): HeatMapSpec {
  const x = stepAxis(data.steps, view);
  const extent = x.domain.map((value) => forward(x.scale, value) ?? 0) as [number, number];
  const positions = data.steps.map((step) => forward(x.scale, step) ?? 0);
  const values = data.steps.map((_, i) =>
    data.ranks.map((_rank, j) => {
      const value = data.values[i]?.[j] ?? null;
      return value !== null && value > 0 ? value * milliNats.factor : null;
    }),
  );
  const logRanks = data.ranks.map(Math.log);
  const last = data.ranks.at(-1) ?? 1;
  return {
    name: `Influence by step and rank, ${bandLook[data.band].label}`,
    x: { axis: x, values: data.steps, edges: columnEdges(positions, extent) },
    y: {
      axis: {
        label: "rank",
        unit: null,
        scale: "log",
        domain: [1, Math.max(2, last)],
        integer: true,
      },
      values: data.ranks,
      edges: columnEdges(logRanks, [0, Math.log(Math.max(2, last))]),
    },
    values,
    color: {
      map: "viridis",
      label: "influence",
      unit: milliNats.unit,
      scale: "log",
      domain: colorDomain(values),
      marks: [],
    },
    printed: false,
    selectedColumn: columnOf(data.steps, view.step),
    selectedRow: null,
    words: (column, row) =>
      `Step ${formatInteger(data.steps[column])}, rank ${formatInteger(Math.round(data.ranks[row] ?? 0))}: ${formatNumber(values[column]?.[row])} ${milliNats.unit}`,
    summary: describe(data, values),
    notes: [],
  };
}

/** From the 2nd percentile up: the last ranks fall to nothing and would take all the colours. */
function colorDomain(values: (number | null)[][]): [number, number] {
  const sorted = values
    .flat()
    .filter((value) => value !== null)
    .sort((a, b) => a - b);
  return paddedDomain("log", sorted.slice(Math.floor(sorted.length * 0.02)), { margin: 0 }) ?? [0.1, 1];
}

function describe({ band, steps, ranks }: RankHeatmap, values: (number | null)[][]): string {
  const first = values[0]?.[0];
  const last = values.at(-1)?.[0];
  if (steps.length === 0) return `Influence by step and rank, ${band}: nothing measured yet.`;
  return (
    `Influence of ${band} targets by step and rank, ${steps.length} steps and ranks 1 to ${formatInteger(ranks.at(-1))}: ` +
    `the first rank goes from ${formatNumber(first)} to ${formatNumber(last)} ${milliNats.unit}.`
  );
}
