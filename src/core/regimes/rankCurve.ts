import { binWeights } from "./binWeights";
import { bestKnot, bestPair, findKnots, hingeColumns, hingesBeyond } from "./hingeSearch";
import { meanPerBin, type RankBins, rankBins } from "./rankBins";
import {
  columnsOf,
  columnsOfEach,
  heavyModelNames,
  heavyModels,
  hingeTerms,
  modelCurve,
  type HeavyModelName,
  type ModelCurve,
  type SmoothModelName,
  smoothModelNames,
  smoothModels,
} from "./rankModels";
import { weightedLeastSquares } from "./weightedLeastSquares";

/** Everything about a fit that depends on the length of the list alone. */
export interface RankDesign {
  bins: RankBins;
  smooth: Record<SmoothModelName, Float64Array[]>;
  heavy: Record<HeavyModelName, Float64Array[]>;
  /** What hinge models hold beside their hinges. */
  base: Float64Array[];
  /** A hinge at each bin. */
  hinges: Float64Array[];
}

export function rankDesign(count: number): RankDesign {
  const bins = rankBins(count);
  return {
    bins,
    smooth: columnsOfEach(smoothModels, bins),
    heavy: columnsOfEach(heavyModels, bins),
    base: columnsOf(hingeTerms, bins),
    hinges: hingeColumns(bins.logRank),
  };
}

export interface FittedModel extends ModelCurve {
  name: SmoothModelName | "hinge1" | "hinge2";
  /** Weighted residual sum of squares over the bins. */
  rss: number;
  /** rss + parameters · ln bins; a knot counts as a parameter. */
  score: number;
}

/** The fitted models of one ranked list, METHODS §3 steps 1 and 2. */
export interface RankCurve {
  /** The smooth rivals, then one hinge, then two. */
  models: FittedModel[];
  bestSmooth: FittedModel & { name: SmoothModelName };
  bestHinge: FittedModel;
  hinges: 1 | 2;
  /** Best smooth score − best hinge score: how much better a kinked curve is. */
  T: number;
}

/** @param logValues [n] ln v, descending; n as in the design */
export function fitRankCurve(logValues: Float64Array, design: RankDesign): RankCurve {
  const y = meanPerBin(design.bins, logValues);
  return fitModels(y, binWeights(design.bins, y), design);
}

/** The hinge model of `fitRankCurve` with so many hinges, alone. */
export function fitHinges(logValues: Float64Array, design: RankDesign, hinges: 1 | 2): FittedModel {
  const { bins, base } = design;
  const y = meanPerBin(bins, logValues);
  const weights = binWeights(bins, y);
  const beyond = hingesBeyond(base, design.hinges, y, weights);
  return hinged(hinges === 1 ? bestKnot(beyond) : bestPair(beyond), { y, weights, design });
}

/**
 * T again with the weights that the best smooth curve sets, in the place of the data's own. Where a few leading
 * values happen to be alike, their flat steps give themselves weights up to 400 and make a kink of chance; the
 * slope that the null predicts there does not. So T under both weightings is what a plateau must pass.
 */
export function steadyT(curve: RankCurve, logValues: Float64Array, design: RankDesign): number {
  const { bins } = design;
  const smooth = modelCurve(curve.bestSmooth, bins.count);
  return fitModels(meanPerBin(bins, logValues), binWeights(bins, bins.rank.map(smooth)), design).T;
}

export interface NullCurve extends ModelCurve {
  name: SmoothModelName | HeavyModelName;
  score: number;
}

/**
 * The curve without a kink that describes a list best, heavy tails among them. |t₃| has none among the rivals: under the
 * best of those, one such list in 500 had a plateau.
 */
export function steadyNull(
  { bestSmooth }: RankCurve,
  logValues: Float64Array,
  design: RankDesign,
): NullCurve {
  const y = meanPerBin(design.bins, logValues);
  const weights = binWeights(design.bins, y);
  let best: NullCurve = bestSmooth;
  for (const name of heavyModelNames) {
    const { coefficients, rss } = weightedLeastSquares(design.heavy[name], y, weights);
    const score = rss + coefficients.length * Math.log(y.length);
    if (score < best.score) best = { name, coefficients, knots: [], score };
  }
  return best;
}

/**
 * @param y [bins] mean ln v
 * @param weights [bins]
 */
function fitModels(y: Float64Array, weights: Float64Array, design: RankDesign): RankCurve {
  const { smooth, base } = design;
  const penalty = Math.log(y.length);

  const rivals = smoothModelNames.map((name) => {
    const { coefficients, rss } = weightedLeastSquares(smooth[name], y, weights);
    return { name, coefficients, knots: [], rss, score: rss + coefficients.length * penalty };
  });
  const knots = findKnots(base, design.hinges, y, weights);
  const one = hinged(knots.one, { y, weights, design });
  const two = hinged(knots.two, { y, weights, design });

  const bestSmooth = rivals.reduce((best, rival) => (rival.score < best.score ? rival : best));
  const hinges = one.score <= two.score ? 1 : 2;
  const bestHinge = hinges === 1 ? one : two;
  return {
    models: [...rivals, one, two],
    bestSmooth,
    bestHinge,
    hinges,
    T: bestSmooth.score - bestHinge.score,
  };
}

/** @param knots bins */
function hinged(
  knots: readonly number[],
  { y, weights, design }: { y: Float64Array; weights: Float64Array; design: RankDesign },
): FittedModel {
  const columns = [...design.base, ...knots.map((k) => design.hinges[k]!)];
  const { coefficients, rss } = weightedLeastSquares(columns, y, weights);
  const score = rss + (coefficients.length + knots.length) * Math.log(y.length);
  const name = knots.length === 1 ? "hinge1" : "hinge2";
  return { name, coefficients, knots: knots.map((k) => design.bins.rank[k]!), rss, score };
}
