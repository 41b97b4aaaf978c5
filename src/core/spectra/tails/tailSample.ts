import { requireThat } from "../../errors";

/**
 * A tail x ≥ xmin in the units y = x/xmin ≥ 1, and t = ln y ≥ 0. Every density below is one of y.
 */
export interface TailSample {
  y: Float64Array;
  t: Float64Array;
  meanY: number;
  meanT: number;
  meanTSquared: number;
}

/** The law of a tail, fitted by maximum likelihood. */
export interface TailLaw {
  /** ln of the density at y = eᵗ. */
  logDensity: (t: number, y: number) => number;
}

/** @param tail ascending, its first value is xmin > 0 */
export function tailSample(tail: Float64Array): TailSample {
  requireThat(tail.length > 0 && tail[0]! > 0, "a tail begins at a positive xmin");
  const xmin = tail[0]!;
  const y = tail.map((x) => x / xmin);
  const t = y.map((value) => Math.log(value));
  const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { y, t, meanY: meanOf(y), meanT: meanOf(t), meanTSquared: meanOf(t.map((value) => value * value)) };
}

/** The power law (α − 1) y^−α, α = 1 + 1/mean t. */
export function powerLawTail({ meanT }: TailSample): TailLaw & { alpha: number } {
  const alpha = 1 + 1 / meanT;
  return { alpha, logDensity: (t) => Math.log(alpha - 1) - alpha * t };
}

/** The exponential r·e^{−r(y−1)}, r = 1/(mean y − 1). `lambda` is its rate in the units of xmin. */
export function exponentialTail({ meanY }: TailSample): TailLaw & { lambda: number } {
  const lambda = 1 / (meanY - 1);
  return { lambda, logDensity: (_, y) => Math.log(lambda) - lambda * (y - 1) };
}
