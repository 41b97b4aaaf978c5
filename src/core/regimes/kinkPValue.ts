import type { Random } from "../stats/random";
import { fitRankCurve, type RankCurve, type RankDesign } from "./rankCurve";
import { modelCurve } from "./rankModels";

/**
 * Parametric bootstrap of T: p = (1 + #{T* ≥ T}) / (1 + draws), where T* comes from n independent values of
 * the best smooth model (p uniform on (0, 1), so r = p (n + 1)) through the same binning, weighting and
 * choice of models.
 */
export function kinkPValue(curve: RankCurve, design: RankDesign, draws: number, random: Random): number {
  const { count } = design.bins;
  const smooth = modelCurve(curve.bestSmooth, count);
  const logValues = new Float64Array(count);
  let atLeast = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < count; i++) logValues[i] = smooth(random() * (count + 1));
    if (fitRankCurve(logValues.sort().reverse(), design).T >= curve.T) atLeast++;
  }
  return (1 + atLeast) / (1 + draws);
}
