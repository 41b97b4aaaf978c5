import type { Interval } from "../regimes/regimeFit";
import { biasedInterval } from "./biasedInterval";

/** Of a correlation of 1 Fisher's z is infinite; nothing that was measured is told from it here. */
const largest = 1 - 1e-9;

/** Fisher's z = artanh r. */
const fisher = {
  to: (r: number) => Math.atanh(Math.max(-largest, Math.min(largest, r))),
  from: Math.tanh,
};

/**
 * The 95 % interval of a correlation r of many pairs from bootstrap draws of it: `biasedInterval` on Fisher's scale. Noise
 * in what is correlated weakens it, so that nearly all draws can lie below r, as r lies below the correlation of what is
 * without noise.
 *
 * @returns null for fewer than two draws
 */
export const correlationInterval = (r: number, draws: readonly number[]): Interval =>
  biasedInterval(r, draws, fisher);
