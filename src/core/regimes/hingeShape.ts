import type { FittedModel } from "./rankModels";
import { modelCurve } from "./rankModels";

/**
 * What a fitted hinge model says of a ranked curve: ranks of its regimes' ends and slopes of ln v over ln r.
 */
export interface HingeShape {
  /** First knot, a rank: where the top ends. */
  r1: number;
  /** Where the power law ends, a rank. */
  r2: number;
  /** Slopes before and behind r1. */
  b1: number;
  b2: number;
  /** Coefficient of ln(1 − r/(n + 1)). */
  delta: number;
  /**
   * Plateau excess: mean over r < r1 of v_(r) − the power law behind r1 continued to r; negative on a flat
   * top. The law at the first rank decides it, and with it how well the slope is known.
   */
  excess: number;
  /**
   * The same as a ratio: mean over r < r1 of ln(power law continued to r / v_(r)), positive on a flat top and
   * near b1 − b2. No unit, no rank outweighs the others: the steadier of the two.
   */
  logExcess: number;
}

/** A second knot ends the power law if the slope is so much steeper behind it. */
const steepening = 1.5;

/**
 * @param model one or two hinges
 * @param logValues [n] ln v, descending, that it was fitted to
 */
export function hingeShape(model: FittedModel, logValues: Float64Array): HingeShape {
  const count = logValues.length;
  const [, b1 = 0, delta = 0, firstChange = 0, secondChange = 0] = model.coefficients;
  const [r1 = 1, secondKnot] = model.knots;
  const b2 = b1 + firstChange;
  const steepens = secondKnot !== undefined && b2 + secondChange < steepening * b2;
  const r2 = steepens ? secondKnot : (count * Math.abs(b2)) / (Math.abs(b2) + Math.max(delta, 1e-9));

  const curve = modelCurve(model, count);
  let excess = 0;
  let logExcess = 0;
  let ranks = 0;
  for (let rank = 1; rank < r1; rank++, ranks++) {
    const powerLaw = curve(rank) + firstChange * Math.log(rank / r1);
    excess += Math.exp(logValues[rank - 1]!) - Math.exp(powerLaw);
    logExcess += powerLaw - logValues[rank - 1]!;
  }
  const mean = (sum: number) => (ranks === 0 ? 0 : sum / ranks);
  return { r1, r2, b1, b2, delta, excess: mean(excess), logExcess: mean(logExcess) };
}
