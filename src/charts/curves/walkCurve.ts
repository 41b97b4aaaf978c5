import { forward } from "../axis/axisScale";
import { formatInteger, formatNumber } from "../format/formatNumber";
import type { CurvesSpec } from "./curvesSpec";
import { readCurve } from "./readCurve";

interface Walk {
  hidden: ReadonlySet<string>;
  /** Where the crosshair is, as a forward value. */
  from: number | null;
  /** Points to the right; ±∞ to an end. */
  by: number;
}

/** The next point along the first curve in sight, and what a screen reader says there. */
export function walkCurve(
  spec: CurvesSpec,
  { hidden, from, by }: Walk,
): { position: number; words: string } | null {
  const curves = spec.curves.filter(
    ({ key, partOf, faint }) => partOf === undefined && faint !== true && !hidden.has(key),
  );
  const guide = curves[0];
  if (!guide) return null;
  const positions = Array.from(guide.x, (x) => forward(spec.x.scale, x)).filter((x) => x !== null);
  if (positions.length === 0) return null;

  let at = by > 0 ? -1 : positions.length;
  if (from !== null) {
    at = positions.reduce(
      (best, x, i) => (Math.abs(x - from) < Math.abs(positions[best]! - from) ? i : best),
      0,
    );
  }
  const position = positions[Math.min(positions.length - 1, Math.max(0, at + by))]!;
  const x = readCurve(spec, guide, position)?.x ?? 0;
  const values = curves.map((curve) => `${curve.label} ${formatNumber(readCurve(spec, curve, position)?.y)}`);
  const place = spec.x.integer === true ? formatInteger(x) : formatNumber(x);
  return { position, words: `${spec.x.label} ${place}: ${values.join(", ")}` };
}
