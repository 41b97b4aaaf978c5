import type { HingeShape } from "./hingeShape";
import type { KinkPValues } from "./kinkPValue";
import { excludesZero } from "./percentileInterval";
import type { Interval } from "./regimeFit";

/** The largest p at which a kink is believed; 99 draws can just reach it. */
const significance = 0.01;
/** A plateau is at most so steep, in parts of the slope behind it. */
const flatness = 0.5;
const shallowestPowerLaw = -0.15;
const smallestPlateau = 5;
/** A power law spans half a decade of ranks. */
const shortestPowerLaw = Math.sqrt(10);

const short = (value: number) => String(Number(value.toPrecision(2)));
/** As statisticians write it, without the 0 that says nothing. */
const probability = (p: number) => short(p).replace(/^0\./, ".");

/**
 * Why there is no plateau, or null where there is one. METHODS §3 step 4, and the kink must also show under the
 * weights of the smooth curve: with p ≤ .01 alone, about one smooth curve in 200 has a plateau by chance.
 */
export function whyNoPlateau(
  { r1, b1, b2 }: HingeShape,
  { p, steadyP }: Pick<KinkPValues, "p" | "steadyP">,
): string | null {
  if (p > significance) {
    return `a curve without a kink explains the ranks as well (p = ${probability(p)}, at most ${probability(significance)} allowed)`;
  }
  if (steadyP > significance) {
    return `the kink rests on a few leading neurons that happen to be alike (p = ${probability(steadyP)} under the weights of a smooth curve, at most ${probability(significance)} allowed)`;
  }
  if (Math.abs(b1) > flatness * Math.abs(b2)) {
    return `the top is not flat: slope ${short(b1)} before rank ${short(r1)} and ${short(b2)} after`;
  }
  if (b2 > shallowestPowerLaw) {
    return `the curve hardly falls behind its top: slope ${short(b2)}, at most ${shallowestPowerLaw} allowed`;
  }
  if (r1 < smallestPlateau) {
    return `the top has ${short(r1)} neurons, fewer than ${smallestPlateau}`;
  }
  return null;
}

/** Why there is no power law, or null where there is one. */
export function whyNoPowerLaw({ r1, r2 }: HingeShape, slope: Interval): string | null {
  if (r2 / r1 < shortestPowerLaw) {
    return `less than half a decade lies between rank ${short(r1)} and rank ${short(r2)}`;
  }
  return whyNotFromZero(slope, "slope");
}

/** Why there is no rapid decay, or null where there is one. */
export function whyNoDecay({ delta }: HingeShape, interval: Interval): string | null {
  if (delta <= 0) return "the curve does not fall faster towards its end";
  return whyNotFromZero(interval, "rate");
}

function whyNotFromZero(interval: Interval, name: string): string | null {
  if (interval === null) return `no interval was drawn for its ${name}`;
  if (excludesZero(interval)) return null;
  return `the interval of its ${name}, ${short(interval[0])} to ${short(interval[1])}, holds 0`;
}
