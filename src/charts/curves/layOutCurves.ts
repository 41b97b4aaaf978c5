import { forward, type ScaleKind } from "../axis/axisScale";
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
  const odd: OddValue[] = [];
  let unshown = 0;
  let densest = 0;

  const curves = spec.curves
    .filter((curve) => !hidden.has(curve.partOf ?? curve.key))
    .map((curve): LaidOutCurve => {
      const xs = Array.from(curve.x, (value) => forward(spec.x.scale, value) ?? NaN);
      const column = (values: ArrayLike<number | null>) =>
        Array.from(values, (value) => (value === null ? null : forward(spec.y.scale, value)));
      const ys = column(curve.y);
      const low = curve.interval ? column(curve.interval.low) : [];
      const high = curve.interval ? column(curve.interval.high) : [];
      for (let i = 0; i < ys.length; i++) {
        const value = curve.y[i];
        if (ys[i] !== null || value === null || value === undefined) continue;
        if (Number.isFinite(value)) unshown++;
        else
          odd.push({
            x: xs[i]!,
            key: curve.key,
            kind: Number.isNaN(value) ? "NaN" : value > 0 ? "+∞" : "−∞",
          });
      }
      const columns = curve.interval ? [ys, low, high] : [ys];
      const kept = decimate(xs, columns, { from: x[0], to: x[1], buckets: Math.max(1, Math.floor(pixels)) });
      const inSight = countInSight(xs, x);
      if (kept.length < inSight) densest = Math.max(densest, inSight);
      const pick = <T>(values: T[]) => kept.map((i) => values[i]!);
      return {
        curve,
        x: pick(xs),
        y: pick(ys),
        low: curve.interval ? pick(low) : [],
        high: curve.interval ? pick(high) : [],
      };
    });

  return { x, y, curves, odd, unshown, valuesPerPixel: densest > 0 ? densest / pixels : null };
}

function countInSight(x: readonly number[], [from, to]: readonly [number, number]): number {
  let count = 0;
  for (const value of x) if (value >= from && value <= to) count++;
  return count;
}
