"use client";

import { backward } from "../axis/axisScale";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { formatInterval } from "../format/formatInterval";
import { cssColor } from "../cssColor";
import type { Curve, CurvesSpec } from "./curvesSpec";
import { readCurve } from "./readCurve";

interface CurvesLegendProps {
  spec: CurvesSpec;
  hidden: ReadonlySet<string>;
  /** A forward value of x; with it the legend reads out the curves. */
  cursor: number | null;
  onToggle: (key: string) => void;
  onIsolate: (key: string) => void;
}

function Swatch({ curve }: { curve: Curve }) {
  const color = cssColor(curve.color);
  if (curve.shape === "points")
    return <span className="size-1.5 rounded-full" style={{ background: color }} aria-hidden />;
  const line = `${curve.faint === true ? 1 : 2}px ${curve.dash} ${color}`;
  return <span className="w-4" style={{ borderTop: line }} aria-hidden />;
}

function reading(spec: CurvesSpec, curve: Curve, cursor: number): string {
  const point = readCurve(spec, curve, cursor);
  if (!point) return "–";
  const format = spec.y.integer === true ? formatInteger : formatNumber;
  if (!curve.interval) return format(point.y);
  const at = Array.prototype.indexOf.call(curve.x, point.x);
  const interval = formatInterval([curve.interval.low[at] ?? null, curve.interval.high[at] ?? null], format);
  return `${format(point.y)} ${interval === "–" ? "" : interval}`;
}

/** Names of the curves and, under the crosshair, their values. A click hides one, a double click leaves it alone. */
export function CurvesLegend({ spec, hidden, cursor, onToggle, onIsolate }: CurvesLegendProps) {
  const place = cursor === null ? null : backward(spec.x.scale, cursor);
  const entries = spec.curves.filter(({ partOf }) => partOf === undefined);
  if (entries.length === 0) return null;
  const nearest = cursor === null ? null : readCurve(spec, entries[0]!, cursor);
  const x = nearest?.x ?? place;
  return (
    <div className="mt-1 flex min-h-5 flex-wrap items-center gap-x-3 gap-y-0.5 pl-1 text-[12px] text-(--ink-soft) tabular-nums">
      {entries.map((curve) => (
        <button
          key={curve.key}
          type="button"
          aria-pressed={!hidden.has(curve.key)}
          title="Click hides, double-click isolates"
          onClick={() => onToggle(curve.key)}
          onDoubleClick={() => onIsolate(curve.key)}
          className={`flex min-h-6 items-center gap-1.5 rounded ${hidden.has(curve.key) ? "line-through opacity-60" : ""}`}
        >
          <Swatch curve={curve} />
          {curve.label}
          {cursor !== null && <span className="text-(--ink)">{reading(spec, curve, cursor)}</span>}
        </button>
      ))}
      {x !== null && (
        <span className="ml-auto text-(--ink)">
          {spec.x.label} {spec.x.integer === true ? formatInteger(Math.round(x)) : formatNumber(x)}
        </span>
      )}
    </div>
  );
}
