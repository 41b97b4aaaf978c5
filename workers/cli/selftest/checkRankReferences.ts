import { hingeShape } from "~/core/regimes/hingeShape";
import { fitRankCurve } from "~/core/regimes/rankCurve";
import { rankDesign } from "~/core/regimes/rankDesign";
import { rankedLogValues } from "~/core/regimes/rankedList";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { type Check, checkNear, rankFit } from "./check";

/** Ranked curves with a plateau and without, fitted by numpy from the same values. */
export function checkRankReferences(): Check[] {
  const plateau = fitOf(drawn((x) => -0.05 * Math.min(x, knee) - 0.7 * Math.max(x - knee, 0)));
  const powerLaw = fitOf(drawn((x) => -0.6 * x));
  const halfNormal = fitOf(rankedLogValues(normalsFrom(seededRandom(21), 1024).map(Math.abs)));
  return [
    checkNear("T of a drawn plateau of 20 ranks", plateau.curve.T, 120.14790978655302, rankFit),
    checkNear("rank where it ends", plateau.shape.r1, 19.98331942512212, rankFit),
    checkNear("slope behind it", plateau.shape.b2, -0.683454562453363, rankFit),
    checkNear("rank where the decay begins", plateau.shape.r2, 199.43015635361016, rankFit),
    checkNear("T of a drawn power law with a decay", powerLaw.curve.T, -6.924039066405829, rankFit),
    checkNear("T of 1,024 half-normal values", halfNormal.curve.T, -4.0188729859451335, rankFit),
  ];
}

const knee = Math.log(20);

/** ln v of 512 ranks, without noise. */
const drawn = (logValue: (logRank: number) => number) =>
  Float64Array.from({ length: 512 }, (_, i) => logValue(Math.log(i + 1)) + Math.log1p(-(i + 1) / 513));

function fitOf(logValues: Float64Array) {
  const curve = fitRankCurve(logValues, rankDesign(logValues.length));
  return { curve, shape: hingeShape(curve.bestHinge, logValues) };
}
