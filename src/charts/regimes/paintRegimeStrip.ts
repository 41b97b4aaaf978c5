import { paintAxes } from "../axis/paintAxes";
import { plotArea } from "../axis/plotArea";
import { forward } from "../axis/axisScale";
import { palette, type ChartTheme } from "../palette";
import type { Pen, Point } from "../pen/pen";
import { plotMargins } from "../plotMargins";
import type { RegimeStripSpec } from "./prepareRegimeStrip";
import { strokeLine } from "../pen/strokeLine";

const hatchOpacity = "26";

/** Where the strip lies in a figure; it shares its left and right edge with the scrubber. */
const stripBox = ({ width, height }: { width: number; height: number }, bottom: number) => ({
  left: plotMargins.left,
  top: 16,
  width: Math.max(1, width - plotMargins.left - plotMargins.right),
  height: Math.max(1, height - 16 - bottom),
});

export function stripArea(spec: RegimeStripSpec, size: { width: number; height: number }) {
  const extent = (axis: RegimeStripSpec["x"]) =>
    [forward(axis.scale, axis.domain[0]) ?? 0, forward(axis.scale, axis.domain[1]) ?? 1] as const;
  const [xExtent, yExtent] = [extent(spec.x), extent(spec.y)];
  const area = plotArea(
    stripBox(size, spec.bare ? 5 : plotMargins.bottom),
    { axis: spec.x, extent: xExtent },
    { axis: spec.y, extent: yExtent },
  );
  return { area, xExtent, yExtent };
}

/** Tints for regimes that are there, hatching for those that are not, whiskers for the 95 % interval of each end. */
export function paintRegimeStrip(
  pen: Pen,
  spec: RegimeStripSpec,
  { width, height, theme }: { width: number; height: number; theme: ChartTheme },
) {
  const colors = palette[theme];
  const { area, xExtent, yExtent } = stripArea(spec, { width, height });
  const { top, left, height: tall, width: wide } = area.box;
  const rank = (value: number) => area.topOf(value) ?? top;

  for (const column of spec.columns) {
    const from = area.left(column.left);
    const to = area.left(column.right);
    for (const { from: low, to: high, regime, present } of column.pieces) {
      const box = { left: from, top: rank(high), width: to - from, height: rank(low) - rank(high) };
      if (present)
        pen.rectangle(box, colors[regime], regime === "plateau" ? 0.5 : regime === "powerLaw" ? 0.32 : 0.2);
      else pen.hatch(box, colors.ink + hatchOpacity);
    }
    for (const { rank: end } of column.boundaries) {
      strokeLine(pen, [from, rank(end)], [to, rank(end)], { color: colors.ink, width: 1, opacity: 0.7 });
    }
  }
  paintAxes(pen, { area, x: spec.x, y: spec.y, xExtent, yExtent, theme, bareX: spec.bare });
  for (const column of spec.columns) {
    const at = area.left(column.center);
    for (const { interval } of column.boundaries) {
      if (!interval || area.left(column.right) - area.left(column.left) < 5) continue;
      const [low, high] = [rank(interval[0]), rank(interval[1])];
      strokeLine(pen, [at, low], [at, high], { color: colors.ink, width: 1, opacity: 0.75 });
      for (const cap of [low, high])
        strokeLine(pen, [at - 2, cap], [at + 2, cap], { color: colors.ink, width: 1, opacity: 0.75 });
    }
  }

  paintTrace(pen, spec, {
    color: colors.ink,
    at: (column) => [area.left(column.center), rank(column.traced!)],
  });

  const onset = spec.onset === null ? null : area.leftOf(spec.onset);
  if (onset !== null && spec.onset !== null) {
    pen.polygon(
      [
        [onset - 5, top - 9],
        [onset + 5, top - 9],
        [onset, top - 1],
      ],
      colors.rare,
      1,
    );
    const fits = onset + 110 < left + wide;
    pen.text([onset + (fits ? 9 : -9), top - 7], `onset, step ${spec.onset}`, {
      color: colors.ink,
      anchor: fits ? "start" : "end",
    });
  }
  const scrubbed = spec.step === null ? null : area.leftOf(spec.step);
  if (scrubbed !== null) {
    strokeLine(pen, [scrubbed, top], [scrubbed, top + tall], { color: colors.accent, width: 2 });
    pen.circle([scrubbed, top + tall], 4, colors.accent);
  }
}

/** One neuron's rank over the steps; where it has none the line breaks. */
function paintTrace(
  pen: Pen,
  { columns }: RegimeStripSpec,
  { color, at }: { color: string; at: (column: RegimeStripSpec["columns"][number]) => Point },
) {
  columns.forEach((column, i) => {
    if (column.traced === null) return;
    const before = columns[i - 1];
    if (before && before.traced !== null) strokeLine(pen, at(before), at(column), { color, width: 2 });
    pen.circle(at(column), 3, color);
  });
}
