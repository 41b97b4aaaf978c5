import { requireThat } from "../errors";
import { normalCdf } from "./normalCdf";

/**
 * Φ⁻¹(p): the z with Φ(z) = p, to about 1e-14. Abramowitz and Stegun's 26.2.23 (error 4.5e-4), then Halley steps on
 * Φ(z) − p in the lower half, where Φ keeps its relative accuracy.
 *
 * @param p in (0, 1)
 */
export function normalQuantile(p: number): number {
  requireThat(p > 0 && p < 1, `a normal quantile needs a probability between 0 and 1, not ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);

  const t = Math.sqrt(-2 * Math.log(p));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = numerator / denominator - t;
  for (let step = 0; step < 3; step++) {
    const newton = (normalCdf(z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z -= newton / (1 + (z * newton) / 2);
  }
  return z;
}
