import { requireThat } from "../errors";
import { deriveSeed, seededRandom } from "../stats/random";
import { modelFloor, slopeCap } from "./binWeights";
import { bootstrapShapes, type ResampleSequences } from "./bootstrapShapes";
import { type HingeShape, hingeShape } from "./hingeShape";
import { whyNoDecay, whyNoPlateau, whyNoPowerLaw } from "./judgeRegimes";
import { kinkPValues } from "./kinkPValue";
import { percentileInterval } from "./percentileInterval";
import { binsPerDecade } from "./rankBins";
import { fitRankCurve } from "./rankCurve";
import { rankDesign } from "./rankDesign";
import { minimumNeurons, rankedLogValues, requireFinite, tooFew } from "./rankedList";
import { type CalibratedRegimes, logExcessMethod } from "./regimeFit";

export interface CalibratedRegimesOptions {
  seed: number;
  /** At most so many draws of each null of no kink; at least 99, so that p can reach .01. */
  bootstrapDraws?: number;
  /** Draws of the intervals; 0 leaves them null. */
  intervalDraws?: number;
  /** r_noise = #{|D_i| > 2 s.e.}, where standard errors are known. */
  noiseFloorRank?: number | null;
  /** Returns the one list again. */
  resampleSequences?: ResampleSequences;
}

const method = "calibrated:hinges@4";

/**
 * Plateau, power law and decay of the ranked curve of one band's influences, with the p-value against smooth
 * curves and 95 % intervals. METHODS §3, calibrated. The intervals keep the chosen number of hinges: chosen
 * anew in each draw, r1 would at times be the first of two knots and at times the only one.
 *
 * @param values [m] one influence per neuron, any order; only positive ones are ranked
 * @throws AppError where a value is not finite or too few draws are asked for
 */
export function fitCalibratedRegimes(
  values: Float64Array,
  options: CalibratedRegimesOptions,
): CalibratedRegimes {
  const {
    seed,
    bootstrapDraws = 499,
    intervalDraws = 200,
    noiseFloorRank = null,
    resampleSequences,
  } = options;
  requireFinite(values);
  requireThat(bootstrapDraws >= 99, `a p of .01 needs at least 99 bootstrap draws, not ${bootstrapDraws}`);

  const logValues = rankedLogValues(values);
  const n = logValues.length;
  const input = { n, leftOut: values.length - n, layerSize: values.length };
  if (n < minimumNeurons) return { measurable: false, method, ...input, reason: tooFew(n) };

  const design = rankDesign(n);
  const curve = fitRankCurve(logValues, design);
  const shape = hingeShape(curve.bestHinge, logValues);
  const { draws: nullDraws, ...kink } = kinkPValues(logValues, {
    design,
    draws: bootstrapDraws,
    seed: deriveSeed(seed, "null"),
  });
  const draws = bootstrapShapes({
    lists: [values],
    hinges: [curve.hinges],
    resampleSequences,
    draws: intervalDraws,
    random: seededRandom(deriveSeed(seed, "intervals")),
  });
  const estimate = (of: (shape: HingeShape) => number) => ({
    value: of(shape),
    interval: percentileInterval(draws.map(([drawn]) => of(drawn!))),
  });

  const b2 = estimate((s) => s.b2);
  const excess = estimate((s) => s.excess);
  const delta = estimate((s) => s.delta);
  const noPlateau = whyNoPlateau(shape, kink);
  const noPowerLaw = whyNoPowerLaw(shape, b2.interval);
  const noDecay = whyNoDecay(shape, delta.interval);
  const size = noPlateau === null ? Math.round(shape.r1) : null;
  return {
    measurable: true,
    method,
    ...input,
    bins: design.bins.rank.length,
    bestSmooth: curve.bestSmooth.name,
    hinges: curve.hinges,
    T: curve.T,
    ...kink,
    plateau: {
      present: noPlateau === null,
      reason: noPlateau,
      size,
      shareOfList: size === null ? null : size / n,
      shareOfLayer: size === null ? null : size / values.length,
      excess: noPlateau === null ? excess.value : null,
      excessInterval: noPlateau === null ? excess.interval : null,
      logExcess: noPlateau === null ? { method: logExcessMethod, ...estimate((s) => s.logExcess) } : null,
    },
    powerLaw: {
      present: noPowerLaw === null,
      reason: noPowerLaw,
      exponent: noPowerLaw === null ? -b2.value : null,
      interval: noPowerLaw === null && b2.interval ? [-b2.interval[1], -b2.interval[0]] : null,
    },
    decay: {
      present: noDecay === null,
      reason: noDecay,
      delta: noDecay === null ? delta.value : null,
      interval: noDecay === null ? delta.interval : null,
    },
    r1: estimate((s) => s.r1),
    r2: estimate((s) => s.r2),
    b1: estimate((s) => s.b1),
    b2,
    noiseFloorRank,
    models: curve.models,
    draws: {
      null: nullDraws,
      interval: draws.length,
      over: resampleSequences ? "neurons and sequences" : "neurons",
    },
    seed,
    weights: { binsPerDecade, floor: modelFloor, slopeCap },
  };
}
