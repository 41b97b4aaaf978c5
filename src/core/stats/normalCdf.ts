import { erfc, erfcx } from "./special/erfc";

/** Φ(z), the probability that a standard normal number is at most z. Relative accuracy 1e-13 in the lower tail. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** ln Φ(z), finite however far out: z = −1000 gives −500,007.8. */
export function logNormalCdf(z: number): number {
  return z < -1 ? Math.log(0.5 * erfcx(-z / Math.SQRT2)) - 0.5 * z * z : Math.log1p(-normalCdf(-z));
}
