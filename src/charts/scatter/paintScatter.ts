import { paintAxes } from "../axis/paintAxes";
import type { Canvas } from "../PaintedPlot";
import { palette } from "../palette";
import type { Box, Pen } from "../pen/pen";
import { strokeLine } from "../pen/strokeLine";
import { scatterLayout } from "./scatterLayout";
import type { ScatterSpec } from "./scatterSpec";

const LABEL_PX = { perLetter: 6.2, high: 12 };

/** Axes, the diagonal, the cloud, names where there is room, a ring around the chosen point. */
export function paintScatter(
  pen: Pen,
  spec: ScatterSpec,
  { chosen, ...canvas }: Canvas & { chosen: number | null },
) {
  const colors = palette[canvas.theme];
  const { area, xExtent, yExtent, place } = scatterLayout(spec, canvas);
  paintAxes(pen, { area, x: spec.x, y: spec.y, xExtent, yExtent, theme: canvas.theme });
  pen.clip(area.box);
  if (spec.diagonal) {
    const [low, high] = [
      Math.min(spec.x.domain[0], spec.y.domain[0]),
      Math.max(spec.x.domain[1], spec.y.domain[1]),
    ];
    const ends = [low, high].map((value) => [area.leftOf(value) ?? 0, area.topOf(value) ?? 0] as const);
    strokeLine(pen, ends[0]!, ends[1]!, { color: colors.inkFaint, width: 1, dash: [4, 4] });
  }
  for (const zero of ["x", "y"] as const) {
    const [low, high] = spec[zero].domain;
    if (spec[zero].scale !== "linear" || low >= 0 || high <= 0) continue;
    const { left, top, width, height } = area.box;
    const [x, y] = [area.leftOf(0) ?? left, area.topOf(0) ?? top];
    const line = { color: colors.inkFaint, width: 1, opacity: 0.6 };
    if (zero === "x") strokeLine(pen, [x, top], [x, top + height], line);
    else strokeLine(pen, [left, y], [left + width, y], line);
  }
  spec.points.forEach(({ color, faint }, index) => {
    const at = place(index);
    if (at) pen.circle(at, faint ? 2 : 3, colors[color], faint ? 0.35 : 0.85);
  });
  pen.unclip();
  paintLabels(pen, spec, canvas);
  const at = chosen === null ? null : place(chosen);
  if (at && chosen !== null) {
    pen.circle(at, 7, colors.raised);
    pen.circle(at, 6, colors.accent);
    pen.circle(at, 4, colors[spec.points[chosen]!.color]);
  }
}

/** The last points are the most important: their names are placed first, and one that would touch another is left out. */
function paintLabels(pen: Pen, spec: ScatterSpec, canvas: Canvas) {
  const { area, place } = scatterLayout(spec, canvas);
  const placed: { left: number; top: number; right: number }[] = [];
  for (let index = spec.points.length - 1; index >= 0; index--) {
    const { label } = spec.points[index]!;
    const at = label ? place(index) : null;
    if (!label || !at || !isInside(area.box, at)) continue;
    const wide = label.length * LABEL_PX.perLetter;
    const toLeft = at[0] + 7 + wide > area.box.left + area.box.width;
    const left = toLeft ? at[0] - 7 - wide : at[0] + 7;
    const touches = placed.some(
      (other) =>
        left < other.right && left + wide > other.left && Math.abs(at[1] - other.top) < LABEL_PX.high,
    );
    if (touches) continue;
    placed.push({ left, top: at[1], right: left + wide });
    pen.text([left, at[1]], label, { color: palette[canvas.theme].ink });
  }
}

const isInside = ({ left, top, width, height }: Box, [x, y]: readonly [number, number]) =>
  x >= left && x <= left + width && y >= top && y <= top + height;
