import type { Interval } from "../regimes/regimeFit";
import { normalQuantile } from "./normalQuantile";

/** Of a correlation of 1 Fisher's z is infinite; nothing that was measured is told from it here. */
const largest = 1 - 1e-9;
const fisherZ = (r: number) => Math.atanh(Math.max(-largest, Math.min(largest, r)));

/**
 * The 95 % interval of a correlation r of many pairs from bootstrap draws r* of it, on Fisher's scale z = artanh r: from
 * the estimate to what it is without the bias that the draws show, b = mean z* − z, and beyond both by 1.96 · sd(z*):
 *
 *     tanh( [ z − max(b, 0) − 1.96 s,  z + max(−b, 0) + 1.96 s ] )
 *
 * Not the draws' percentiles: a draw adds noise to what is correlated, which weakens it, so that nearly all draws can
 * lie below r, as r lies below the correlation of what is without noise.
 *
 * @returns null for fewer than two draws
 */
export function correlationInterval(r: number, draws: readonly number[]): Interval {
  if (draws.length < 2) return null;
  const z = fisherZ(r);
  const drawn = draws.map(fisherZ);
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (drawn.length - 1);
  const reach = normalQuantile(0.975) * Math.sqrt(variance);
  return [Math.tanh(z - Math.max(mean - z, 0) - reach), Math.tanh(z + Math.max(z - mean, 0) + reach)];
}
