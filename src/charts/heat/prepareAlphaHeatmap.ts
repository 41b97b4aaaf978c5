import { columnEdges } from "../axis/columnEdges";
import { forward } from "../axis/axisScale";
import { stepAxis } from "../axis/stepAxis";
import { formatInteger, formatNumber } from "../format/formatNumber";
import type { StepView } from "../stepView";
import { columnOf } from "./columnOf";
import type { HeatMapSpec } from "./heatMapSpec";

export interface AlphaHeatmap {
  steps: number[];
  matrices: string[];
  /** [matrix][step] */
  alpha: (number | null)[][];
  reasons?: (string | null)[][];
  /** The estimator. */
  method: string;
}

/** One scale for all runs and steps, so that a colour means the same α everywhere; marked at 2 and 6. */
export const alphaDomain = [1.2, 12] as const;

/** α of every matrix over the steps, by one estimator. */
export function prepareAlphaHeatmap(
  data: AlphaHeatmap,
  selected: string | null,
  view: StepView,
): HeatMapSpec {
  const x = stepAxis(data.steps, view);
  const extent = x.domain.map((value) => forward(x.scale, value) ?? 0) as [number, number];
  const matrices = [...data.matrices].reverse();
  const alphaOf = (row: number, column: number) =>
    data.alpha[data.matrices.length - 1 - row]?.[column] ?? null;
  const reasonOf = (row: number, column: number) =>
    data.reasons?.[data.matrices.length - 1 - row]?.[column] ?? null;
  const low = data.alpha.flat().filter((alpha) => alpha !== null && alpha < 2).length;
  const high = data.alpha.flat().filter((alpha) => alpha !== null && alpha > 6).length;
  return {
    name: `Exponent α by matrix and step, ${data.method}`,
    x: {
      axis: x,
      values: data.steps,
      edges: columnEdges(
        data.steps.map((step) => forward(x.scale, step) ?? 0),
        extent,
      ),
    },
    y: { names: matrices },
    values: data.steps.map((_, column) => matrices.map((_matrix, row) => alphaOf(row, column))),
    color: { map: "viridis", label: "α", unit: null, scale: "log", domain: alphaDomain, marks: [2, 6] },
    printed: true,
    selectedColumn: columnOf(data.steps, view.step),
    selectedRow: selected === null ? null : matrices.indexOf(selected),
    words: (column, row) => {
      const alpha = alphaOf(row, column);
      const value =
        alpha === null ? `no fit, ${reasonOf(row, column) ?? "not measured"}` : `α = ${formatNumber(alpha)}`;
      return `${matrices[row] ?? ""}, step ${formatInteger(data.steps[column])}: ${value}`;
    },
    summary:
      `α by ${data.method} for ${data.matrices.length} matrices at ${data.steps.length} steps; ` +
      `${low} below 2, ${high} above 6.`,
    notes: [],
  };
}
