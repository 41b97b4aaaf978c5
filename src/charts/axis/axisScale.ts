/**
 * linear: v; log: ln v (v > 0); log1p: ln(1 + v) (v > −1), for steps, so that step 0 has a place.
 * Everything is drawn linearly in the forward value.
 */
export type ScaleKind = "linear" | "log" | "log1p";

/** The forward value; `null` where there is none (log of zero or below, not finite). */
export function forward(kind: ScaleKind, value: number): number | null {
  if (!Number.isFinite(value)) return null;
  if (kind === "linear") return value;
  const argument = kind === "log" ? value : 1 + value;
  return argument > 0 ? Math.log(argument) : null;
}

/** Values at or below it have no place on the scale. */
export const floorOf = { linear: -Infinity, log: 0, log1p: -1 } as const satisfies Record<ScaleKind, number>;

export function backward(kind: ScaleKind, position: number): number {
  if (kind === "linear") return position;
  return kind === "log" ? Math.exp(position) : Math.expm1(position);
}

/** The x scale of a chart over steps. */
export const stepScale = (xScale: "log" | "linear"): ScaleKind => (xScale === "log" ? "log1p" : "linear");
