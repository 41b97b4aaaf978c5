import { bisectLeft } from "d3-array";
import { backward, forward } from "../axis/axisScale";
import type { Curve, CurvesSpec } from "./curvesSpec";

/** The curve's point nearest to `x` (a forward value), in data values; `null` for a curve without points. */
export function readCurve(spec: CurvesSpec, curve: Curve, x: number): { x: number; y: number | null } | null {
  const last = curve.x.length - 1;
  if (last < 0) return null;
  const after = Math.min(last, bisectLeft(curve.x, backward(spec.x.scale, x)));
  const before = Math.max(0, after - 1);
  const distance = (index: number) => Math.abs((forward(spec.x.scale, curve.x[index]!) ?? -Infinity) - x);
  const nearest = distance(before) <= distance(after) ? before : after;
  return { x: curve.x[nearest]!, y: curve.y[nearest] ?? null };
}
