import { requireThat } from "../../errors";

/**
 * The Marchenko–Pastur law: where the eigenvalues x of WᵀW/N lie when W is [N, M] noise of variance 1, Q = N/M ≥ 1.
 *
 *     ρ(x) = Q/(2πx) · √((λ₊ − x)(x − λ₋)),   λ± = (1 ± 1/√Q)².
 *
 * For variance σ² scale x by σ².
 */
export function marchenkoPasturEdges(q: number): { lower: number; upper: number } {
  requireThat(q >= 1 && Number.isFinite(q), `an aspect ratio N/M is at least 1, not ${q}`);
  return { lower: (1 - 1 / Math.sqrt(q)) ** 2, upper: (1 + 1 / Math.sqrt(q)) ** 2 };
}

export function marchenkoPasturDensity(x: number, q: number): number {
  const { lower, upper } = marchenkoPasturEdges(q);
  if (x <= lower || x >= upper) return 0;
  return (q / (2 * Math.PI * x)) * Math.sqrt((upper - x) * (x - lower));
}

/** P(X ≤ x), in closed form. */
export function marchenkoPasturCdf(x: number, q: number): number {
  const { lower, upper } = marchenkoPasturEdges(q);
  if (x <= lower) return 0;
  if (x >= upper) return 1;
  return cdfAtAngle(Math.acos(((upper + lower) / 2 - x) / ((upper - lower) / 2)), q);
}

/** The median, to rounding: the angle is bisected until it no longer moves. */
export function marchenkoPasturMedian(q: number): number {
  const { lower, upper } = marchenkoPasturEdges(q);
  let low = 0;
  let high = Math.PI;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (cdfAtAngle(middle, q) < 0.5) low = middle;
    else high = middle;
  }
  return (upper + lower) / 2 - ((upper - lower) / 2) * Math.cos((low + high) / 2);
}

/**
 * With x = (λ₊+λ₋)/2 − (λ₊−λ₋)/2 · cos θ the density becomes (2Q/π)·sin²θ / (Q + 1 − 2√Q cos θ), whose integral is
 * elementary:  F = [ (Q+1)θ/2 + √Q sin θ − (Q−1)·atan( (√Q+1)/(√Q−1) · tan(θ/2) ) ] / π.
 */
function cdfAtAngle(theta: number, q: number): number {
  const root = Math.sqrt(q);
  const turn = Math.atan2((root + 1) * Math.sin(theta / 2), (root - 1) * Math.cos(theta / 2));
  return (((q + 1) / 2) * theta + root * Math.sin(theta) - (q - 1) * turn) / Math.PI;
}
