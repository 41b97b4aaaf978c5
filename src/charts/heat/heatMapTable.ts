import { backward } from "../axis/axisScale";
import type { ChartTable } from "../frame/chartTable";
import type { HeatMapSpec } from "./heatMapSpec";

/** The matrix as rows: one a step, one column a row of the map. */
export function heatMapTable({ y, steps, values }: HeatMapSpec): ChartTable {
  const names =
    "names" in y
      ? y.names
      : y.edges
          .slice(1)
          .map((edge, i) => `rank ${Math.round(backward(y.axis.scale, (edge + y.edges[i]!) / 2))}`);
  return {
    columns: [{ label: "step", integer: true }, ...names.map((label) => ({ label }))],
    rows: steps.map((step, i) => [step, ...(values[i] ?? [])]),
  };
}
