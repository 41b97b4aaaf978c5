import { deriveSeed, seededRandom } from "../stats/random";
import { drawRankedList } from "./drawRankedList";
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
  /** Lists that were drawn of the law that most were drawn of. */
  draws: number;
}

/** So many draws at least as large decide a p-value: more would not bring it below .01. */
const enough = 5;

/**
 * Parametric bootstrap of T, where T* comes from n independent values of a curve without a kink through the same
 * binning, weighting and choice of models. p = (1 + #{T* ≥ T}) / (1 + draws), or 5 / draws as soon as 5 are as large
 * (Besag and Clifford, 1991): what is far from significant needs few draws, and what is near .01 gets many. Where several
 * curves may well be the list's law, it is the largest of theirs.
 *
 * @param logValues [n] ln v, descending; n as in the design
 * @param draws at most, of each null
 */
export function kinkPValues(
  logValues: Float64Array,
  { design, draws, seed }: { design: RankDesign; draws: number; seed: number },
): KinkPValues {
  const found = kinkStatistics(logValues, design);
  const rate = (nullCurve: ModelCurve) => {
    const law = modelCurve(nullCurve, design.bins.count);
    const random = seededRandom(deriveSeed(seed, nullCurve.name));
    const drawn = new Float64Array(design.bins.count);
    const [tally, steady] = [newTally(), newTally()];
    while (tally.draws < draws && steady.draws < draws && !(isDecided(tally) && isDecided(steady))) {
      drawRankedList(law, drawn, random);
      const { T, steadyT } = kinkStatistics(drawn, design);
      count(tally, T >= found.T);
      count(steady, steadyT >= found.steadyT);
    }
    return { p: pOf(tally), steadyP: pOf(steady), draws: Math.max(tally.draws, steady.draws) };
  };
  const nulls = plausibleNulls(logValues, design);
  const rates = nulls.map(rate);
  return {
    p: Math.max(...rates.map(({ p }) => p)),
    steadyP: Math.max(...rates.map(({ steadyP }) => steadyP)),
    nulls: nulls.map(({ name }) => name),
    draws: Math.max(...rates.map((each) => each.draws)),
  };
}

interface Tally {
  draws: number;
  atLeast: number;
}

const newTally = (): Tally => ({ draws: 0, atLeast: 0 });
const isDecided = ({ atLeast }: Tally) => atLeast === enough;

function count(tally: Tally, isAtLeast: boolean): void {
  if (isDecided(tally)) return;
  tally.draws++;
  if (isAtLeast) tally.atLeast++;
}

const pOf = (tally: Tally) =>
  isDecided(tally) ? enough / tally.draws : (1 + tally.atLeast) / (1 + tally.draws);
