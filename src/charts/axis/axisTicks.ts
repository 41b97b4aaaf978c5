import { ticks } from "d3-array";
import { forward, type ScaleKind } from "./axisScale";

export interface TickRequest {
  kind: ScaleKind;
  /** In data values, ascending. */
  domain: readonly [number, number];
  pixels: number;
  /** The least distance of two ticks, in pixels. */
  spacing: number;
}

const withinDomain = (values: number[], [low, high]: readonly [number, number]) => {
  const slack = (high - low) * 1e-9;
  return values.filter((value) => value >= low - slack && value <= high + slack);
};

function tickDecades(
  [low, high]: readonly [number, number],
  mantissas: readonly number[],
  stride: number,
): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const values: number[] = [];
  for (let decade = first; decade <= last; decade++) {
    if (decade % stride === 0) for (const mantissa of mantissas) values.push(Number(`${mantissa}e${decade}`));
  }
  return values;
}

function leastGap(values: number[], kind: ScaleKind, pixelsPerUnit: number): number {
  let least = Infinity;
  for (let i = 1; i < values.length; i++) {
    const gap = (forward(kind, values[i]!)! - forward(kind, values[i - 1]!)!) * pixelsPerUnit;
    least = Math.min(least, gap);
  }
  return least;
}

/**
 * Few ticks at round numbers: 1, 2, 5 on linear axes and, where there is room, on logarithmic ones; else decades,
 * or every second, third … decade. A logarithmic axis of less than about a decade is ticked linearly.
 */
export function axisTicks({ kind, domain, pixels, spacing }: TickRequest): number[] {
  const [low, high] = domain;
  const span = (forward(kind, high) ?? 0) - (forward(kind, low) ?? 0);
  if (!(span > 0) || !(pixels > 0)) return [low];
  const most = Math.max(2, Math.floor(pixels / spacing));
  const linear = (count: number) => withinDomain(ticks(low, high, count), domain);
  if (kind === "linear") return linear(most);

  const positive: [number, number] = kind === "log" ? [low, high] : [Math.max(low, 1), Math.max(high, 1)];
  const zero = kind === "log1p" && low <= 0 ? [0] : [];
  const candidates = [[1, 2, 5], [1]].map((mantissas) => tickDecades(positive, mantissas, 1));
  for (let stride = 2; stride <= 12; stride++) candidates.push(tickDecades(positive, [1], stride));
  const clearOfZero = (value: number) => zero.length === 0 || Math.log1p(value) * (pixels / span) >= spacing;
  for (const candidate of candidates) {
    const values = withinDomain([...zero, ...candidate.filter(clearOfZero)], domain);
    if (values.length < 2) break;
    if (leastGap(values, kind, pixels / span) >= spacing) return values;
  }
  for (let count = most; count > 2; count--) {
    if (leastGap(linear(count), kind, pixels / span) >= spacing) return linear(count);
  }
  return thinned(linear(most), kind, pixels / span, spacing);
}

/** Drops what would touch its left neighbour: linear ticks crowd at the far end of a logarithmic axis. */
function thinned(values: number[], kind: ScaleKind, pixelsPerUnit: number, spacing: number): number[] {
  const kept: number[] = [];
  for (const value of values) {
    const previous = kept.at(-1);
    if (previous === undefined || leastGap([previous, value], kind, pixelsPerUnit) >= spacing)
      kept.push(value);
  }
  return kept;
}
