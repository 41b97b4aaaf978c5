import { requireThat } from "../errors";
import { seededRandom } from "../stats/random";
import { bootstrapShapes, type ResampleSequences } from "./bootstrapShapes";
import { type HingeShape, hingeShape } from "./hingeShape";
import { percentileInterval } from "./percentileInterval";
import { fitRankCurve } from "./rankCurve";
import { rankDesign } from "./rankDesign";
import { minimumNeurons, rankedLogValues, requireFinite, tooFew } from "./rankedList";
import { logExcessMethod, type RareMinusCommon } from "./regimeFit";

export interface RareMinusCommonOptions {
  /** [m] influences of the same neurons on rare and on common targets. */
  rare: Float64Array;
  common: Float64Array;
  seed: number;
  intervalDraws?: number;
  /** Returns rare and common, on the same sequences. */
  resampleSequences?: ResampleSequences;
}

const method = "calibrated:rare_minus_common@1";

/**
 * Differences of the fitted curves, rare − common, with 95 % intervals from draws that resample the same
 * neurons (and sequences) in both. They describe the best hinge models, whether or not a plateau is present
 * in each: read them beside the two fits.
 */
export function rareMinusCommon(options: RareMinusCommonOptions): RareMinusCommon {
  const { rare, common, seed, intervalDraws = 200, resampleSequences } = options;
  requireThat(
    rare.length === common.length,
    `rare holds ${rare.length} neurons and common ${common.length}; they must be the same`,
  );
  const ranked = [rare, common].map((values) => {
    requireFinite(values);
    return rankedLogValues(values);
  });
  const fewest = Math.min(...ranked.map((logValues) => logValues.length));
  if (fewest < minimumNeurons) return { measurable: false, method, reason: tooFew(fewest) };

  const curves = ranked.map((logValues) => fitRankCurve(logValues, rankDesign(logValues.length)));
  const shapes = curves.map(({ bestHinge }, k) => hingeShape(bestHinge, ranked[k]!));
  const draws = bootstrapShapes({
    lists: [rare, common],
    hinges: curves.map(({ hinges }) => hinges),
    resampleSequences,
    draws: intervalDraws,
    random: seededRandom(seed),
  });
  const difference = (of: (shape: HingeShape) => number) => {
    const between = ([first, second]: HingeShape[]) => of(first!) - of(second!);
    return { value: between(shapes), interval: percentileInterval(draws.map(between)) };
  };
  return {
    measurable: true,
    method,
    size: difference((s) => Math.round(s.r1)),
    exponent: difference((s) => -s.b2),
    decay: difference((s) => s.delta),
    excess: difference((s) => s.excess),
    logExcess: { method: logExcessMethod, ...difference((s) => s.logExcess) },
    draws: { interval: draws.length, over: resampleSequences ? "neurons and sequences" : "neurons" },
    seed,
  };
}
