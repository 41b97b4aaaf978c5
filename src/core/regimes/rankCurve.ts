import { binWeights } from "./binWeights";
import { findKink, type SmoothModel } from "./findKink";
import { bestKnot, bestPair, hingeColumn, hingesBeyond } from "./hingeSearch";
import { meanPerBin } from "./rankBins";
import type { HingeDesign, RankDesign } from "./rankDesign";
import type { FittedModel } from "./rankModels";
import { weightedLeastSquares } from "./weightedLeastSquares";

/** The fitted models of one ranked list, METHODS §3 steps 1 and 2. */
export interface RankCurve {
  /** The smooth rivals, then one hinge, then two. */
  models: FittedModel[];
  bestSmooth: SmoothModel;
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
