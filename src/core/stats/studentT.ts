import { requireThat } from "../errors";
import { normalQuantile } from "./normalQuantile";

/**
 * P(|T| ≤ t) of Student's law, exactly, for a whole number ν of degrees of freedom: a finite sum in θ = atan(t/√ν)
 * (Abramowitz and Stegun 26.7.3 and 26.7.4). All terms are positive; the relative error grows like ν ε.
 */
export function studentWithin(t: number, degrees: number): number {
  requireThat(
    Number.isInteger(degrees) && degrees >= 1,
    `Student's law has 1 or more degrees, not ${degrees}`,
  );
  const theta = Math.atan(Math.abs(t) / Math.sqrt(degrees));
  const [sine, cosine] = [Math.sin(theta), Math.cos(theta)];
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = 0;
  for (let k = odd ? 1 : 0; k <= degrees - 2; k += 2) {
    sum += term;
    term *= (cosine * cosine * (k + 1)) / (k + 2);
  }
  return odd ? (2 / Math.PI) * (theta + sine * sum) : sine * sum;
}

/** The t with P(|T| > t) = level. Where many degrees are left it is the normal law's. @param level in (0, 1) */
export function studentQuantile(level: number, degrees: number): number {
  requireThat(level > 0 && level < 1, `a quantile needs a level between 0 and 1, not ${level}`);
  let low = -normalQuantile(level / 2);
  if (degrees > 1e5) return low;
  let high = 2 * low + 1;
  while (studentWithin(high, degrees) < 1 - level) high *= 2;
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (studentWithin(middle, degrees) < 1 - level) low = middle;
    else high = middle;
  }
  return high;
}
