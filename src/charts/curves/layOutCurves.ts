import { bisectLeft, bisectRight } from "d3-array";
import { floorOf, forward, type ScaleKind } from "../axis/axisScale";
import { bucketEdges } from "./bucketEdges";
import { decimate } from "./decimate";
import type { Curve, CurvesSpec } from "./curvesSpec";

/** A stretch of both axes in forward values; `null` shows everything. */
export interface Zoom {
  x: readonly [number, number];
  y: readonly [number, number];
}

/** A curve as it is drawn: forward values, at most a few points a pixel. */
export interface LaidOutCurve {
  curve: Curve;
  x: number[];
  y: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

/** A value that is no number, marked at its place. */
export interface OddValue {
  x: number;
  kind: "NaN" | "+∞" | "−∞";
  key: string;
}

export interface CurvesLayout {
  x: readonly [number, number];
  y: readonly [number, number];
  curves: LaidOutCurve[];
  odd: OddValue[];
  /** Values that a logarithmic axis can't show (zero or below). */
  unshown: number;
  /** Distance of neighbours in x per pixel where the data is denser than the pixels; else `null`. */
  valuesPerPixel: number | null;
}

function extent(scale: ScaleKind, [low, high]: readonly [number, number]): [number, number] {
  return [forward(scale, low) ?? 0, forward(scale, high) ?? 1];
}

/** Decides which points are drawn where: forward values, odd values apart, decimated on one grid for all curves. */
export function layOutCurves(
  spec: CurvesSpec,
  { zoom, pixels, hidden }: { zoom: Zoom | null; pixels: number; hidden: ReadonlySet<string> },
): CurvesLayout {
  const x = zoom?.x ?? extent(spec.x.scale, spec.x.domain);
  const y = zoom?.y ?? extent(spec.y.scale, spec.y.domain);
  const edges = bucketEdges(spec.x.scale, x, pixels);
  const floor = floorOf[spec.y.scale];
  const odd: OddValue[] = [];
  let unshown = 0;
  let densest = 0;

  const curves = spec.curves
    .filter((curve) => !hidden.has(curve.partOf ?? curve.key))
    .map((curve): LaidOutCurve => {
      unshown += markOdd(curve, spec.x.scale, floor, odd);
      const { low, high } = curve.interval ?? { low: [], high: [] };
      const kept = decimate(curve.x, curve.interval ? [curve.y, low, high] : [curve.y], { edges, floor });
      const inSight = bisectRight(curve.x, edges[edges.length - 1]!) - bisectLeft(curve.x, edges[0]!);
      if (kept.length < inSight) densest = Math.max(densest, inSight);
      const pick = (values: ArrayLike<number | null>) =>
        kept.map((i) => {
          const value = values[i];
          return value === null || value === undefined ? null : forward(spec.y.scale, value);
        });
      return {
        curve,
        x: kept.map((i) => forward(spec.x.scale, curve.x[i]!) ?? NaN),
        y: pick(curve.y),
        low: curve.interval ? pick(low) : [],
        high: curve.interval ? pick(high) : [],
      };
    });

  return { x, y, curves, odd, unshown, valuesPerPixel: densest > 0 ? densest / pixels : null };
}

/** Collects what is not finite; returns how many finite values the y axis has no place for. */
function markOdd({ x, y, key }: Curve, scale: ScaleKind, floor: number, odd: OddValue[]): number {
  let unshown = 0;
  for (let i = 0; i < x.length; i++) {
    const value = y[i];
    if (value === null || value === undefined) continue;
    if (Number.isFinite(value)) {
      if (value <= floor) unshown++;
    } else {
      const kind = Number.isNaN(value) ? "NaN" : value > 0 ? "+∞" : "−∞";
      odd.push({ x: forward(scale, x[i]!) ?? NaN, key, kind });
    }
  }
  return unshown;
}
