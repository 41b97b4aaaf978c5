import type { Interval } from "../regimes/regimeFit";
import { normalQuantile } from "./normalQuantile";

/** A scale on which draws spread alike wherever they lie, and the way back. Both increase. */
export interface Scale {
  to: (value: number) => number;
  from: (scaled: number) => number;
}

/**
 * The 95 % interval of an estimate from bootstrap draws of it that are biased, on a scale z: from the estimate to what it
 * is without the bias that the draws show, b = mean z* − z, and beyond both by 1.96 · sd(z*):
 *
 *     [ z − max(b, 0) − 1.96 s,  z + max(−b, 0) + 1.96 s ]
 *
 * Not the draws' percentiles: a draw adds noise to what the estimate has noise in already, so that nearly all draws can
 * lie on one side of it. This interval holds its estimate whatever was drawn.
 *
 * @returns null for fewer than two draws
 */
export function biasedInterval(estimate: number, draws: readonly number[], { to, from }: Scale): Interval {
  if (draws.length < 2) return null;
  const z = to(estimate);
  const drawn = draws.map(to);
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (drawn.length - 1);
  const reach = normalQuantile(0.975) * Math.sqrt(variance);
  return [from(z - Math.max(mean - z, 0) - reach), from(z + Math.max(z - mean, 0) + reach)];
}
