/** matplotlib's viridis at every tenth, dark to light: equal steps look equal, and survive colour blindness. */
const anchors = [
  [68, 1, 84],
  [72, 36, 117],
  [65, 68, 135],
  [53, 95, 141],
  [42, 120, 142],
  [33, 145, 140],
  [34, 168, 132],
  [68, 191, 112],
  [122, 209, 81],
  [189, 223, 38],
  [253, 231, 37],
] as const;

/** @param share 0 … 1; outside it the end's colour */
export function viridis(share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (anchors.length - 1);
  const from = Math.min(anchors.length - 2, Math.floor(at));
  const [low, high] = [anchors[from]!, anchors[from + 1]!];
  const mixed = low.map((channel, i) => Math.round(channel + (at - from) * (high[i]! - channel)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** For a legend bar. */
export const viridisGradient = `linear-gradient(90deg, ${anchors.map(([r, g, b]) => `rgb(${r} ${g} ${b})`).join(", ")})`;
