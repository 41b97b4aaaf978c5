import { backward, forward, type ScaleKind } from "./axisScale";

/**
 * The domain that shows all values with a margin (a share of the span, in forward values), `include` inside it.
 * Values without a place on the scale do not count. `null` when nothing is left to show.
 */
export function paddedDomain(
  kind: ScaleKind,
  values: Iterable<number | null>,
  { margin = 0.06, include = [] }: { margin?: number; include?: readonly number[] } = {},
): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  const widen = (value: number | null) => {
    const position = value === null ? null : forward(kind, value);
    if (position === null) return;
    low = Math.min(low, position);
    high = Math.max(high, position);
  };
  for (const value of values) widen(value);
  if (low > high) return null;
  include.forEach(widen);
  const span = high - low;
  const pad = span > 0 ? span * margin : kind === "linear" ? Math.abs(low) * 0.1 || 1 : 0.5;
  return [backward(kind, low - pad), backward(kind, high + pad)];
}
