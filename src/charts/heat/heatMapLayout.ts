import { forward } from "../axis/axisScale";
import type { AxisSpec } from "../axis/axisSpec";
import { plotArea } from "../axis/plotArea";
import type { Box } from "../pen/pen";
import { plotMargins } from "../plotMargins";
import { cellsAlong, type HeatAxis, type HeatMapSpec } from "./heatMapSpec";

const extentOf = (axis: AxisSpec) =>
  [forward(axis.scale, axis.domain[0]) ?? 0, forward(axis.scale, axis.domain[1]) ?? 1] as const;

/** Names stand at equal distances, the first from 0 to 1. */
const scaled = (along: HeatAxis): { axis: AxisSpec; edges: readonly number[] } =>
  "names" in along
    ? {
        axis: { label: "", unit: null, scale: "linear", domain: [0, along.names.length] },
        edges: Array.from({ length: along.names.length + 1 }, (_, i) => i),
      }
    : along;

const nameWidth = (y: HeatAxis) =>
  "names" in y ? 16 + 6.4 * Math.max(0, ...y.names.map((name) => name.length)) : 0;

/** Where cells lie: what the pointer and the painter agree on. */
export function heatMapLayout(spec: HeatMapSpec, { width, height }: { width: number; height: number }) {
  const start = Math.min(Math.max(plotMargins.left, nameWidth(spec.y)), width / 2);
  const [columns, rows] = [scaled(spec.x), scaled(spec.y)];
  const [xExtent, yExtent] = [extentOf(columns.axis), extentOf(rows.axis)];
  const box = {
    left: start,
    top: plotMargins.top,
    width: Math.max(1, width - start - plotMargins.right),
    height: Math.max(1, height - plotMargins.top - plotMargins.bottom),
  };
  const area = plotArea(box, { axis: columns.axis, extent: xExtent }, { axis: rows.axis, extent: yExtent });
  const cell = (column: number, row: number): Box => {
    const [from, to] = [area.left(columns.edges[column]!), area.left(columns.edges[column + 1]!)];
    const [low, high] = [area.top(rows.edges[row]!), area.top(rows.edges[row + 1]!)];
    // Whole pixels: neighbouring cells leave no seam.
    const [left, top] = [Math.round(from), Math.round(high)];
    return { left, top, width: Math.round(to) - left, height: Math.round(low) - top };
  };
  const at = (x: number, y: number): { column: number; row: number } | null => {
    const column = columns.edges.findIndex(
      (_, i) =>
        i < cellsAlong(spec.x) && x >= cell(i, 0).left && x < cell(i, 0).left + Math.max(1, cell(i, 0).width),
    );
    const row = rows.edges.findIndex(
      (edge, i) => i < cellsAlong(spec.y) && y <= area.top(edge) && y > area.top(rows.edges[i + 1]!),
    );
    return column < 0 || row < 0 ? null : { column, row };
  };
  return { area, columns, rows, xExtent, yExtent, cell, at };
}
