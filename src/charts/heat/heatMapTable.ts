import { formatInteger, formatTick } from "../format/formatNumber";
import type { ChartTable } from "../frame/chartTable";
import type { HeatAxis, HeatMapSpec } from "./heatMapSpec";

/** The matrix as rows: one a column of the map, its columns the rows of the map. */
export function heatMapTable({ x, y, values }: HeatMapSpec): ChartTable {
  const first = "names" in x ? { label: "" } : { label: x.axis.label, integer: x.axis.integer === true };
  const places: readonly (string | number)[] = "names" in x ? x.names : x.values;
  return {
    columns: [first, ...labelsOf(y).map((label) => ({ label }))],
    rows: places.map((place, i) => [place, ...(values[i] ?? [])]),
  };
}

function labelsOf(along: HeatAxis): readonly string[] {
  if ("names" in along) return along.names;
  const { axis, values } = along;
  return values.map((value) => `${axis.label} ${axis.integer ? formatInteger(value) : formatTick(value)}`);
}
