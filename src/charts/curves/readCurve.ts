import { forward } from "../axis/axisScale";
import type { Curve, CurvesSpec } from "./curvesSpec";

/** The curve's point nearest to `x` (a forward value), in data values; `null` for a curve without points. */
export function readCurve(spec: CurvesSpec, curve: Curve, x: number): { x: number; y: number | null } | null {
  let nearest = -1;
  let distance = Infinity;
  for (let i = 0; i < curve.x.length; i++) {
    const position = forward(spec.x.scale, curve.x[i]!);
    if (position === null) continue;
    const away = Math.abs(position - x);
    if (away < distance) {
      nearest = i;
      distance = away;
    } else if (away > distance) break;
  }
  return nearest < 0 ? null : { x: curve.x[nearest]!, y: curve.y[nearest] ?? null };
}
