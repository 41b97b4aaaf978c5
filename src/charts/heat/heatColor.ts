import { forward } from "../axis/axisScale";
import type { ChartTheme } from "../palette";
import { diverging } from "./diverging";
import type { HeatMapSpec } from "./heatMapSpec";
import { viridis } from "./viridis";

/** Where a value lies between the ends of the colour scale: 0 … 1. */
export function colorShare({ color }: Pick<HeatMapSpec, "color">, value: number): number {
  const [low, high] = [
    forward(color.scale, color.domain[0]) ?? 0,
    forward(color.scale, color.domain[1]) ?? 1,
  ];
  const position = forward(color.scale, value) ?? low;
  return high > low ? (position - low) / (high - low) : 0.5;
}

export function heatColor({ color }: Pick<HeatMapSpec, "color">, share: number, theme: ChartTheme): string {
  return color.map === "viridis" ? viridis(share) : diverging(share, theme);
}
