import type { Random } from "../stats/random";
import { kinkStatistics } from "./findKink";
import { plausibleNulls } from "./plausibleNulls";
import type { RankDesign } from "./rankDesign";
import { type ModelCurve, modelCurve, type NullModelName } from "./rankModels";

export interface KinkPValues {
  /** Of T. */
  p: number;
  /** Of T under the weights of the smooth curve. */
  steadyP: number;
  /** The laws of the lists that T was held against, the best first. */
  nulls: NullModelName[];
}

/**
 * Parametric bootstrap of T: p = (1 + #{T* ≥ T}) / (1 + draws), where T* comes from n independent values of
 * a curve without a kink (p uniform on (0, 1), so r = p (n + 1)) through the same binning, weighting and choice of
 * models. Where several curves may well be the list's law, it is the largest of theirs.
 *
 * @param logValues [n] ln v, descending; n as in the design
 * @param draws of each null
 */
export function kinkPValues(
  logValues: Float64Array,
  { design, draws, random }: { design: RankDesign; draws: number; random: Random },
): KinkPValues {
  const found = kinkStatistics(logValues, design);
  const rate = (nullCurve: ModelCurve) => {
    const law = modelCurve(nullCurve, design.bins.count);
    const drawn = new Float64Array(design.bins.count);
    let [atLeast, steadyAtLeast] = [1, 1];
    for (let draw = 0; draw < draws; draw++) {
      for (let i = 0; i < drawn.length; i++) drawn[i] = law(random() * (drawn.length + 1));
      const { T, steadyT } = kinkStatistics(drawn.sort().reverse(), design);
      if (T >= found.T) atLeast++;
      if (steadyT >= found.steadyT) steadyAtLeast++;
    }
    return { p: atLeast / (1 + draws), steadyP: steadyAtLeast / (1 + draws) };
  };
  const nulls = plausibleNulls(logValues, design);
  const rates = nulls.map(rate);
  return {
    p: Math.max(...rates.map(({ p }) => p)),
    steadyP: Math.max(...rates.map(({ steadyP }) => steadyP)),
    nulls: nulls.map(({ name }) => name),
  };
}
