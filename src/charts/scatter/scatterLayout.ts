import { forward } from "../axis/axisScale";
import type { AxisSpec } from "../axis/axisSpec";
import { plotArea } from "../axis/plotArea";
import { plotMargins } from "../plotMargins";
import type { ScatterSpec } from "./scatterSpec";

/** As far from a point as a pointer may be, in pixels. */
const REACH = 14;

const extentOf = ({ scale, domain }: AxisSpec) =>
  [forward(scale, domain[0]) ?? 0, forward(scale, domain[1]) ?? 1] as const;

/** Where points lie: what the pointer and the painter agree on. */
export function scatterLayout(spec: ScatterSpec, { width, height }: { width: number; height: number }) {
  const [xExtent, yExtent] = [extentOf(spec.x), extentOf(spec.y)];
  const box = {
    left: plotMargins.left,
    top: plotMargins.top,
    width: Math.max(1, width - plotMargins.left - plotMargins.right),
    height: Math.max(1, height - plotMargins.top - plotMargins.bottom),
  };
  const area = plotArea(box, { axis: spec.x, extent: xExtent }, { axis: spec.y, extent: yExtent });
  const place = (index: number): readonly [number, number] | null => {
    const point = spec.points[index];
    const [left, top] = [point ? area.leftOf(point.x) : null, point ? area.topOf(point.y) : null];
    return left === null || top === null ? null : [left, top];
  };
  /** The point under the pointer; null where there is none. */
  const at = (x: number, y: number): number | null => {
    let nearest: number | null = null;
    let least = REACH;
    spec.points.forEach((_, index) => {
      const [left, top] = place(index) ?? [Infinity, Infinity];
      const distance = Math.hypot(left - x, top - y);
      // Of points at one place the one on top.
      if (distance <= least) [nearest, least] = [index, distance];
    });
    return nearest;
  };
  return { area, xExtent, yExtent, place, at };
}
