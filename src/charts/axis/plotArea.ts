import { forward } from "./axisScale";
import type { AxisSpec } from "./axisSpec";
import type { Box } from "../pen/pen";

/** Where data lies on the page: forward and data values to pixels. */
export interface PlotArea {
  box: Box;
  /** Pixels of a forward value. */
  left(x: number): number;
  top(y: number): number;
  /** Pixels of a data value; `null` where the scale has no place for it. */
  leftOf(x: number): number | null;
  topOf(y: number): number | null;
}

export function plotArea(
  box: Box,
  x: { axis: AxisSpec; extent: readonly [number, number] },
  y: { axis: AxisSpec; extent: readonly [number, number] },
): PlotArea {
  const left = (value: number) =>
    box.left + ((value - x.extent[0]) / (x.extent[1] - x.extent[0])) * box.width;
  const top = (value: number) =>
    box.top + box.height - ((value - y.extent[0]) / (y.extent[1] - y.extent[0])) * box.height;
  const place = (position: number | null, map: (value: number) => number) =>
    position === null ? null : map(position);
  return {
    box,
    left,
    top,
    leftOf: (value) => place(forward(x.axis.scale, value), left),
    topOf: (value) => place(forward(y.axis.scale, value), top),
  };
}
