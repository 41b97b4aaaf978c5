import type { Random } from "../stats/random";
import { fitRankCurve, type RankCurve, type RankDesign, steadyT } from "./rankCurve";
import { modelCurve } from "./rankModels";

export interface KinkPValues {
  /** Of T. */
  p: number;
  /** Of T under the weights of the smooth curve, on the same draws. */
  steadyP: number;
}

/**
 * Parametric bootstrap of T: p = (1 + #{T* ≥ T}) / (1 + draws), where T* comes from n independent values of
 * the best smooth model (p uniform on (0, 1), so r = p (n + 1)) through the same binning, weighting and
 * choice of models.
 *
 * @param logValues [n] ln v, descending, that the curve was fitted to
 */
export function kinkPValues(
  curve: RankCurve,
  logValues: Float64Array,
  { design, draws, random }: { design: RankDesign; draws: number; random: Random },
): KinkPValues {
  const { count } = design.bins;
  const smooth = modelCurve(curve.bestSmooth, count);
  const steady = steadyT(curve, logValues, design);
  const drawn = new Float64Array(count);
  let atLeast = 0;
  let steadyAtLeast = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < count; i++) drawn[i] = smooth(random() * (count + 1));
    drawn.sort().reverse();
    const again = fitRankCurve(drawn, design);
    if (again.T >= curve.T) atLeast++;
    if (steadyT(again, drawn, design) >= steady) steadyAtLeast++;
  }
  return { p: (1 + atLeast) / (1 + draws), steadyP: (1 + steadyAtLeast) / (1 + draws) };
}
