import { paintAxes } from "../axis/paintAxes";
import { formatNumber } from "../format/formatNumber";
import type { Canvas } from "../PaintedPlot";
import { palette } from "../palette";
import type { Box, Pen } from "../pen/pen";
import { colorShare, heatColor } from "./heatColor";
import { heatMapLayout } from "./heatMapLayout";
import { cellsAlong, type HeatMapSpec } from "./heatMapSpec";

/** The least distance of two names, in pixels. */
const NAME_PX = { x: 12, y: 11 };

/** Cells, axes, the chosen column as a frame around it. */
export function paintHeatMap(pen: Pen, spec: HeatMapSpec, canvas: Canvas) {
  const colors = palette[canvas.theme];
  const { area, columns, rows, xExtent, yExtent, cell } = heatMapLayout(spec, canvas);
  paintAxes(pen, {
    area,
    x: columns.axis,
    y: rows.axis,
    xExtent,
    yExtent,
    theme: canvas.theme,
    bareX: "names" in spec.x,
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
      const inset = "names" in spec.y && box.height > 8 ? 1 : 0;
      const tile = { ...box, width: Math.max(0.5, box.width - inset), height: box.height - inset };
      pen.rectangle(tile, heatColor(spec, share, canvas.theme));
      if (spec.printed && box.width >= 30 && box.height >= 14) {
        pen.text([box.left + box.width / 2, box.top + box.height / 2], formatNumber(value), {
          color: spec.color.map === "viridis" ? (share > 0.55 ? "#0b0d10" : "#ffffff") : colors.ink,
          anchor: "middle",
        });
      }
    }),
  );
  paintNames(pen, spec, canvas);
  const frame = (box: Box) => pen.polyline(outline(box), { color: colors.accent, width: 2 });
  for (const block of spec.blocks ?? []) {
    const low = cell(block.columns[0], block.rows[0]);
    const high = cell(block.columns[1], block.rows[1]);
    const size = { width: high.left + high.width - low.left, height: low.top + low.height - high.top };
    pen.polyline(outline({ left: low.left, top: high.top, ...size }), {
      color: colors.ink,
      width: 1.5,
      opacity: 0.8,
    });
  }
  if (spec.selectedColumn === null || cellsAlong(spec.y) === 0) return;
  const { left, width } = cell(spec.selectedColumn, 0);
  frame({ left, width, top: area.box.top, height: area.box.height });
}

/** Beside the rows and under the columns, where there is room for all of them. */
function paintNames(pen: Pen, spec: HeatMapSpec, canvas: Canvas) {
  const colors = palette[canvas.theme];
  const { area, cell } = heatMapLayout(spec, canvas);
  const style = (chosen: boolean) => ({ color: chosen ? colors.ink : colors.inkSoft, bold: chosen });
  if ("names" in spec.y && area.box.height / Math.max(1, cellsAlong(spec.y)) >= NAME_PX.y) {
    spec.y.names.forEach((name, row) => {
      const { top, height } = cell(0, row);
      pen.text([area.box.left - 8, top + height / 2], name, {
        ...style(spec.selectedRow === row),
        anchor: "end",
      });
    });
  }
  if (!("names" in spec.x)) return;
  const longest = Math.max(0, ...spec.x.names.map((name) => name.length));
  if (area.box.width / Math.max(1, cellsAlong(spec.x)) < Math.max(NAME_PX.x, longest * 6)) return;
  spec.x.names.forEach((name, column) => {
    const { left, width } = cell(column, 0);
    pen.text([left + width / 2, area.box.top + area.box.height + 12], name, {
      ...style(spec.selectedColumn === column),
      anchor: "middle",
    });
  });
}

const outline = ({ left, top, width, height }: Box) =>
  [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
    [left, top],
  ] as const;
