import type { Random } from "../stats/random";
import { fitRankCurve, type RankCurve, type RankDesign, steadyNull, steadyT } from "./rankCurve";
import { type HeavyModelName, type ModelCurve, modelCurve, type SmoothModelName } from "./rankModels";

export interface KinkPValues {
  /** Of T. */
  p: number;
  /** Of T under the weights of the smooth curve, among lists of `steadyNull`. */
  steadyP: number;
  steadyNull: SmoothModelName | HeavyModelName;
}

/**
 * Parametric bootstrap of T: p = (1 + #{T* ≥ T}) / (1 + draws), where T* comes from n independent values of
 * the best smooth model (p uniform on (0, 1), so r = p (n + 1)) through the same binning, weighting and
 * choice of models. The steady one draws from the best of the smooth and the heavy models; where that is a smooth
 * one, both are of the same draws.
 *
 * @param logValues [n] ln v, descending, that the curve was fitted to
 */
export function kinkPValues(
  curve: RankCurve,
  logValues: Float64Array,
  { design, draws, random }: { design: RankDesign; draws: number; random: Random },
): KinkPValues {
  const steady = steadyT(curve, logValues, design);
  const rate = (nullCurve: ModelCurve) => {
    const law = modelCurve(nullCurve, design.bins.count);
    const drawn = new Float64Array(design.bins.count);
    let [atLeast, steadyAtLeast] = [1, 1];
    for (let draw = 0; draw < draws; draw++) {
      for (let i = 0; i < drawn.length; i++) drawn[i] = law(random() * (drawn.length + 1));
      drawn.sort().reverse();
      const again = fitRankCurve(drawn, design);
      if (again.T >= curve.T) atLeast++;
      if (steadyT(again, drawn, design) >= steady) steadyAtLeast++;
    }
    return { p: atLeast / (1 + draws), steadyP: steadyAtLeast / (1 + draws) };
  };
  const rates = rate(curve.bestSmooth);
  const heaviest = steadyNull(curve, logValues, design);
  const steadyRates = heaviest === curve.bestSmooth ? rates : rate(heaviest);
  return { p: rates.p, steadyP: steadyRates.steadyP, steadyNull: heaviest.name };
}
