import { binWeights } from "./binWeights";
import { type BestKnots, findKnots } from "./hingeSearch";
import { meanPerBin } from "./rankBins";
import type { RankDesign } from "./rankDesign";
import { type FittedModel, modelCurve, type SmoothModelName, smoothModelNames } from "./rankModels";
import { weightedLeastSquares } from "./weightedLeastSquares";

export type SmoothModel = FittedModel & { name: SmoothModelName };

export interface Kink {
  /** The smooth models, fitted. */
  rivals: SmoothModel[];
  bestSmooth: SmoothModel;
  one: BestKnots<[number]>;
  two: BestKnots<[number, number]>;
  hinges: 1 | 2;
  /** Best smooth score − best hinge score: how much better a kinked curve is. */
  T: number;
}

/**
 * Smooth and kinked curves compared, METHODS §3 step 2, by score = rss + parameters · ln bins, where a knot counts as a
 * parameter.
 *
 * @param y [bins] mean ln v
 * @param weights [bins]
 */
export function findKink(y: Float64Array, weights: Float64Array, design: RankDesign): Kink {
  const { smooth, base, bins } = design;
  const penalty = Math.log(y.length);
  const rivals = smoothModelNames.map((name) => {
    const { coefficients, rss } = weightedLeastSquares(smooth[name], y, weights);
    return { name, coefficients, knots: [], rss, score: rss + coefficients.length * penalty };
  });
  const bestSmooth = rivals.reduce((best, rival) => (rival.score < best.score ? rival : best));

  const { one, two } = findKnots(base, bins.logRank, y, weights);
  const scoreOf = ({ knots, rss }: BestKnots<readonly number[]>) =>
    rss + (base.length + 2 * knots.length) * penalty;
  const hinges = scoreOf(one) <= scoreOf(two) ? 1 : 2;
  const T = bestSmooth.score - scoreOf(hinges === 1 ? one : two);
  return { rivals, bestSmooth, one, two, hinges, T };
}

/** T of one list under the two weightings that a plateau must pass. */
export interface KinkStatistics {
  T: number;
  /**
   * With the weights that the best smooth curve sets, in the place of the data's own. Where a few leading values happen to
   * be alike, their flat steps give themselves weights up to 400 and make a kink of chance; the slope that the null predicts
   * there does not.
   */
  steadyT: number;
}

/** @param logValues [n] ln v, descending; n as in the design */
export function kinkStatistics(logValues: Float64Array, design: RankDesign): KinkStatistics {
  const { bins } = design;
  const y = meanPerBin(bins, logValues);
  const { T, bestSmooth } = findKink(y, binWeights(bins, y), design);
  const smooth = modelCurve(bestSmooth, bins.count);
  return { T, steadyT: findKink(y, binWeights(bins, bins.rank.map(smooth)), design).T };
}
