import { binWeights } from "./binWeights";
import { findKink } from "./findKink";
import { bestKnot, bestPair, hingeColumn, hingesBeyond } from "./hingeSearch";
import { meanPerBin, type RankBins, rankBins } from "./rankBins";
import {
  columnsOf,
  columnsOfEach,
  heavyModels,
  hingeTerms,
  type HeavyModelName,
  type ModelCurve,
  type SmoothModelName,
  smoothModels,
} from "./rankModels";
import { weightedLeastSquares } from "./weightedLeastSquares";

/** Everything about a fit that depends on the length of the list alone. */
export interface RankDesign extends HingeDesign {
  smooth: Record<SmoothModelName, Float64Array[]>;
  heavy: Record<HeavyModelName, Float64Array[]>;
}

/** The part of it that hinge models need. */
export interface HingeDesign {
  bins: RankBins;
  /** What they hold beside their hinges. */
  base: Float64Array[];
}

export function hingeDesign(count: number): HingeDesign {
  const bins = rankBins(count);
  return { bins, base: columnsOf(hingeTerms, bins) };
}

export function rankDesign(count: number): RankDesign {
  const design = hingeDesign(count);
  const { bins } = design;
  return { ...design, smooth: columnsOfEach(smoothModels, bins), heavy: columnsOfEach(heavyModels, bins) };
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
  const weights = binWeights(design.bins, y);
  const { rivals, bestSmooth, one, two, hinges, T } = findKink(y, weights, design);
  const fitted = [one, two].map(({ knots }) => hinged(knots, { y, weights, design }));
  return { models: [...rivals, ...fitted], bestSmooth, bestHinge: fitted[hinges - 1]!, hinges, T };
}

/** The hinge model of `fitRankCurve` with so many hinges, alone. */
export function fitHinges(logValues: Float64Array, design: HingeDesign, hinges: 1 | 2): FittedModel {
  const { bins, base } = design;
  const y = meanPerBin(bins, logValues);
  const weights = binWeights(bins, y);
  const beyond = hingesBeyond(base, bins.logRank, y, weights);
  return hinged((hinges === 1 ? bestKnot(beyond) : bestPair(beyond)).knots, { y, weights, design });
}

/** @param knots bins */
function hinged(
  knots: readonly number[],
  { y, weights, design }: { y: Float64Array; weights: Float64Array; design: HingeDesign },
): FittedModel {
  const columns = [...design.base, ...knots.map((k) => hingeColumn(design.bins.logRank, k))];
  const { coefficients, rss } = weightedLeastSquares(columns, y, weights);
  const score = rss + (coefficients.length + knots.length) * Math.log(y.length);
  const name = knots.length === 1 ? "hinge1" : "hinge2";
  return { name, coefficients, knots: knots.map((k) => design.bins.rank[k]!), rss, score };
}
