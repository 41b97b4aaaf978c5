import { formatInteger, formatTick } from "../format/formatNumber";
import type { ChartTheme } from "../palette";
import { palette } from "../palette";
import type { Pen } from "../pen/pen";
import { backward } from "./axisScale";
import { axisTicks } from "./axisTicks";
import { axisTitle, type AxisSpec } from "./axisSpec";
import type { PlotArea } from "./plotArea";
import { strokeLine } from "../pen/strokeLine";

interface Axes {
  area: PlotArea;
  x: AxisSpec;
  y: AxisSpec;
  xExtent: readonly [number, number];
  yExtent: readonly [number, number];
  theme: ChartTheme;
  /** Rows that have names instead of numbers. */
  bareY?: boolean | undefined;
  /** The grid without labels: something beneath carries them. */
  bareX?: boolean | undefined;
}

const ticksOf = (axis: AxisSpec, extent: readonly [number, number], pixels: number, spacing: number) => {
  const domain = [backward(axis.scale, extent[0]), backward(axis.scale, extent[1])] as const;
  const ticks = axisTicks({ kind: axis.scale, domain, pixels, spacing });
  return axis.integer === true ? ticks.filter(Number.isInteger) : ticks;
};

const tickLabel = (axis: AxisSpec, value: number) =>
  axis.integer === true ? formatInteger(value) : formatTick(value);

/** A faint grid at few round numbers, their labels, names and units on the axes. */
export function paintAxes(
  pen: Pen,
  { area, x, y, xExtent, yExtent, theme, bareY = false, bareX = false }: Axes,
) {
  const colors = palette[theme];
  const { left, top, width, height } = area.box;
  const bottom = top + height;
  for (const value of ticksOf(x, xExtent, width, 56)) {
    const at = area.leftOf(value);
    if (at === null) continue;
    strokeLine(pen, [at, top], [at, bottom], { color: colors.ink, width: 1, opacity: 0.08 });
    if (!bareX) pen.text([at, bottom + 12], tickLabel(x, value), { color: colors.inkSoft, anchor: "middle" });
  }
  for (const value of bareY ? [] : ticksOf(y, yExtent, height, 30)) {
    const at = area.topOf(value);
    if (at === null) continue;
    strokeLine(pen, [left, at], [left + width, at], { color: colors.ink, width: 1, opacity: 0.08 });
    pen.text([left - 5, at], tickLabel(y, value), { color: colors.inkSoft, anchor: "end" });
  }
  strokeLine(pen, [left, bottom], [left + width, bottom], { color: colors.inkFaint, width: 1, opacity: 0.7 });
  if (!bareX) pen.text([left + width, bottom + 27], axisTitle(x), { color: colors.inkSoft, anchor: "end" });
  if (!bareY)
    pen.text([8, top + height / 2], axisTitle(y), { color: colors.inkSoft, anchor: "middle", turned: true });
}
