import { erfc } from "../../stats/special/erfc";
import type { TailLaw, TailSample } from "./tailSample";

export interface Vuong {
  /** Log-likelihood ratio Σ (ln p₁ − ln p₂): positive where the first law fits better. */
  R: number;
  /** R/√(n s²), standard normal if both fit equally well; 0 where the two laws are the same. */
  normalizedR: number;
  /** Two-sided p of that: small means that the sign of R can be trusted. */
  p: number;
}

/** Vuong's (1989) likelihood-ratio test between two laws that are not nested, fitted to the same tail. */
export function vuong(sample: TailSample, first: TailLaw, second: TailLaw): Vuong {
  const n = sample.t.length;
  const differences = sample.t.map(
    (t, i) => first.logDensity(t, sample.y[i]!) - second.logDensity(t, sample.y[i]!),
  );
  const R = differences.reduce((sum, value) => sum + value, 0);
  const variance = differences.reduce((sum, value) => sum + (value - R / n) ** 2, 0) / n;
  if (variance === 0) return { R, normalizedR: 0, p: 1 };
  const normalizedR = R / Math.sqrt(n * variance);
  return { R, normalizedR, p: erfc(Math.abs(normalizedR) / Math.SQRT2) };
}
