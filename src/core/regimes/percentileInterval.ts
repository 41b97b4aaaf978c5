import { quantile } from "../stats/quantile";
import type { Interval } from "./regimeFit";

/** Central 95 % of the draws, or null where there are none. */
export function percentileInterval(draws: readonly number[]): Interval {
  if (draws.length === 0) return null;
  const sorted = Float64Array.from(draws).sort();
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** Whether zero lies outside. An interval that was never drawn excludes nothing. */
export const excludesZero = (interval: Interval) => interval !== null && (interval[0] > 0 || interval[1] < 0);
