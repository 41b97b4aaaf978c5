import { fitHuberPieces } from "./fitHuberPieces";
import { fitLine } from "./fitLine";
import { minimumNeurons, rankedLogValues, requireFinite, tooFew } from "./rankedList";
import type { PaperRegimes } from "./regimeFit";

/** ln r at which the paper cuts plateau from power law and power law from decay. */
const plateauCut = 3.5;
const powerLawCut = 5.5;
/** ln r between which its window slope is taken. */
const windowEnd = 4.5;

const method = "paper:fixed_cuts+huber@1";

/**
 * The regimes as the paper's public code finds them, to reproduce its numbers: fixed cuts at ln r = 3.5 and
 * 5.5, least squares slopes of ln v over ln r (all ranks; ln r from 3.5 to 4.5), and the three-piece Huber
 * fit. Three pieces are always found, in pure noise, too: fitCalibratedRegimes tells whether they are there.
 *
 * @param values [m] one influence per neuron, any order; only positive ones are ranked
 */
export function fitPaperRegimes(values: Float64Array): PaperRegimes {
  requireFinite(values);
  const logValues = rankedLogValues(values);
  const n = logValues.length;
  const input = { n, leftOut: values.length - n, layerSize: values.length };
  if (n < minimumNeurons) return { measurable: false, method, ...input, reason: tooFew(n) };

  const logRank = Float64Array.from(logValues, (_, i) => Math.log(i + 1));
  const ranksBelow = (cut: number) => Math.min(n, Math.ceil(Math.exp(cut)) - 1);
  const cuts = { plateau: ranksBelow(plateauCut), powerLaw: ranksBelow(powerLawCut) };
  const windowTo = ranksBelow(windowEnd);
  const shares = (plateau: number, powerLaw: number) => ({
    plateau: plateau / n,
    powerLaw: (powerLaw - plateau) / n,
    decay: (n - powerLaw) / n,
  });
  const huber = fitHuberPieces(logRank, logValues);
  return {
    measurable: true,
    method,
    ...input,
    cuts,
    shares: shares(cuts.plateau, cuts.powerLaw),
    zipf: fitLine(logRank, logValues),
    zipfWindow: n > windowTo ? fitLine(logRank, logValues, cuts.plateau, windowTo) : null,
    huber: { ...huber, shares: shares(huber.r1 - 1, huber.r2 - 1) },
  };
}
