import { forward } from "../axis/axisScale";
import type { AxisSpec } from "../axis/axisSpec";
import { paintAxes } from "../axis/paintAxes";
import { plotArea } from "../axis/plotArea";
import { formatNumber } from "../format/formatNumber";
import type { Canvas } from "../PaintedPlot";
import { palette } from "../palette";
import type { Box, Pen } from "../pen/pen";
import { plotMargins } from "../plotMargins";
import type { HeatMapSpec } from "./heatMapSpec";
import { viridis } from "./viridis";

const extentOf = (axis: AxisSpec) =>
  [forward(axis.scale, axis.domain[0]) ?? 0, forward(axis.scale, axis.domain[1]) ?? 1] as const;

/** Rows that have names are equally high. */
const rowAxis = ({ y }: HeatMapSpec): { axis: AxisSpec; edges: number[] } =>
  "axis" in y
    ? y
    : {
        axis: { label: "", unit: null, scale: "linear", domain: [0, y.names.length] },
        edges: Array.from({ length: y.names.length + 1 }, (_, i) => i),
      };

const nameWidth = ({ y }: HeatMapSpec) =>
  "names" in y ? 16 + 6.4 * Math.max(0, ...y.names.map((name) => name.length)) : 0;

/** Where cells lie: what the pointer and the painter agree on. */
export function heatMapLayout(spec: HeatMapSpec, { width, height }: { width: number; height: number }) {
  const start = Math.min(Math.max(plotMargins.left, nameWidth(spec)), width / 2);
  const rows = rowAxis(spec);
  const [xExtent, yExtent] = [extentOf(spec.x), extentOf(rows.axis)];
  const box = {
    left: start,
    top: plotMargins.top,
    width: Math.max(1, width - start - plotMargins.right),
    height: Math.max(1, height - plotMargins.top - plotMargins.bottom),
  };
  const area = plotArea(box, { axis: spec.x, extent: xExtent }, { axis: rows.axis, extent: yExtent });
  const cell = (column: number, row: number): Box => {
    const [from, to] = [area.left(spec.columnEdges[column]!), area.left(spec.columnEdges[column + 1]!)];
    const [low, high] = [area.top(rows.edges[row]!), area.top(rows.edges[row + 1]!)];
    // Whole pixels: neighbouring cells leave no seam.
    const [left, top] = [Math.round(from), Math.round(high)];
    return { left, top, width: Math.round(to) - left, height: Math.round(low) - top };
  };
  const at = (x: number, y: number): { column: number; row: number } | null => {
    const column = spec.steps.findIndex(
      (_, i) => x >= cell(i, 0).left && x < cell(i, 0).left + cell(i, 0).width,
    );
    const row = rows.edges.findIndex(
      (edge, i) => i + 1 < rows.edges.length && y <= area.top(edge) && y > area.top(rows.edges[i + 1]!),
    );
    return column < 0 || row < 0 ? null : { column, row };
  };
  return { area, rows, xExtent, yExtent, cell, at };
}

export function colorShare({ color }: HeatMapSpec, value: number): number {
  const [low, high] = [
    forward(color.scale, color.domain[0]) ?? 0,
    forward(color.scale, color.domain[1]) ?? 1,
  ];
  const position = forward(color.scale, value) ?? low;
  return high > low ? (position - low) / (high - low) : 0.5;
}

/** Cells, axes, the scrubber's step as a frame around its column. */
export function paintHeatMap(pen: Pen, spec: HeatMapSpec, canvas: Canvas) {
  const colors = palette[canvas.theme];
  const { area, rows, xExtent, yExtent, cell } = heatMapLayout(spec, canvas);
  paintAxes(pen, {
    area,
    x: spec.x,
    y: rows.axis,
    xExtent,
    yExtent,
    theme: canvas.theme,
    bareY: "names" in spec.y,
  });
  spec.values.forEach((column, i) =>
    column.forEach((value, j) => {
      const box = cell(i, j);
      if (value === null) {
        pen.hatch(box, colors.ink + "26");
        return;
      }
      const share = colorShare(spec, value);
      const inset = "names" in spec.y ? 1 : 0;
      const tile = { ...box, width: Math.max(0.5, box.width - inset), height: box.height - inset };
      pen.rectangle(tile, viridis(share));
      if (spec.printed && box.width >= 30 && box.height >= 14) {
        const color = share > 0.55 ? "#0b0d10" : "#ffffff";
        pen.text([box.left + box.width / 2, box.top + box.height / 2], formatNumber(value), {
          color,
          anchor: "middle",
        });
      }
    }),
  );
  if ("names" in spec.y) {
    spec.y.names.forEach((name, row) => {
      const y = (area.top(rows.edges[row]!) + area.top(rows.edges[row + 1]!)) / 2;
      const chosen = spec.selectedRow === row;
      pen.text([area.box.left - 8, y], name, {
        color: chosen ? colors.ink : colors.inkSoft,
        anchor: "end",
        bold: chosen,
      });
    });
  }
  const column = spec.steps.findIndex((step) => step === spec.step);
  if (column < 0) return;
  const { left, width } = cell(column, 0);
  const { top, height } = area.box;
  const frame = [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
    [left, top],
  ] as const;
  pen.polyline(frame, { color: colors.accent, width: 2 });
}
