import type { ChartTheme } from "../palette";

type Rgb = readonly [number, number, number];

/** The blue and orange of Okabe and Ito, which no colour blindness confuses. */
const ends: Record<ChartTheme, readonly [low: Rgb, middle: Rgb, high: Rgb]> = {
  light: [
    [0, 96, 160],
    [246, 246, 245],
    [205, 92, 0],
  ],
  // Nothing is dark on dark: a matrix of zeros does not glare.
  dark: [
    [90, 180, 245],
    [30, 34, 41],
    [245, 140, 50],
  ],
};

/** Blue below the middle, the theme's ground in the middle, orange above. @param share 0 … 1 */
export function diverging(share: number, theme: ChartTheme): string {
  const [low, middle, high] = ends[theme];
  const at = Math.min(1, Math.max(0, share)) * 2 - 1;
  const end = at < 0 ? low : high;
  const mixed = middle.map((channel, i) => Math.round(channel + Math.abs(at) * (end[i]! - channel)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

export const divergingGradient = (theme: ChartTheme) =>
  `linear-gradient(90deg, ${ends[theme].map(([r, g, b]) => `rgb(${r} ${g} ${b})`).join(", ")})`;
