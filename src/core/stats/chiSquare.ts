import { requireThat } from "../errors";
import { logGamma } from "./special/logGamma";
import { normalQuantile } from "./normalQuantile";
import { upperGamma } from "./special/upperGamma";

/** P(X > x) for X chi-square with `degrees` of freedom. */
export function chiSquareSurvival(x: number, degrees: number): number {
  return upperGamma(degrees / 2, x / 2);
}

/**
 * The x with P(X ≤ x) = p for X chi-square with `degrees` of freedom: Wilson and Hilferty's cube, then Newton steps
 * kept inside a bracket.
 *
 * @param p in (0, 1)
 */
export function chiSquareQuantile(p: number, degrees: number): number {
  requireThat(p > 0 && p < 1, `a chi-square quantile needs a probability between 0 and 1, not ${p}`);
  requireThat(degrees > 0, `a chi-square law needs a positive number of degrees of freedom, not ${degrees}`);
  const a = degrees / 2;
  const spread = 2 / (9 * degrees);
  const cube = (1 - spread + normalQuantile(p) * Math.sqrt(spread)) ** 3;

  let low = 0;
  let high = Infinity;
  let x = Math.max(degrees * cube, 1e-8);
  for (let step = 0; step < 200; step++) {
    const excess = 1 - p - chiSquareSurvival(x, degrees);
    if (excess > 0) high = x;
    else low = x;
    const density = 0.5 * Math.exp((a - 1) * Math.log(x / 2) - x / 2 - logGamma(a));
    const newton = x - excess / density;
    const next = newton > low && newton < high ? newton : high < Infinity ? (low + high) / 2 : 2 * x;
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}
