import { formatNumber } from "./formatNumber";

/** "[28.0, 60.0]"; the numbers by `format`. */
export function formatInterval(
  interval: readonly [number | null, number | null] | null | undefined,
  format: (value: number) => string = formatNumber,
): string {
  if (!interval) return "–";
  const [low, high] = interval;
  if (low === null || high === null) return "–";
  return `[${format(low)}, ${format(high)}]`;
}
