import type { RankBins } from "./rankBins";

/** Spread of ln v within a bin that no model is asked to explain. */
export const modelFloor = 0.05;
/** Above this a local slope says that the list ends, not how noisy it is. */
export const slopeCap = 3;

/**
 * Weights of the bins, 1 / (0.05² + s_j² / r_j): the r-th order statistic of n has a relative spread of about
 * s / √r, where s is the local slope |d ln v / d ln r|, here its five-bin mean, at most 3.
 *
 * @param logValue [bins] mean ln v
 * @returns [bins]
 */
export function binWeights({ logRank, rank }: RankBins, logValue: Float64Array): Float64Array {
  const steepness = slopes(logRank, logValue).map(Math.abs);
  const last = steepness.length - 1;
  return rank.map((r, j) => {
    let sum = 0;
    for (let offset = -2; offset <= 2; offset++) {
      sum += steepness[Math.min(last, Math.max(0, j + offset))]!;
    }
    const slope = Math.min(slopeCap, sum / 5);
    return 1 / (modelFloor ** 2 + slope ** 2 / r);
  });
}

/** dy/dx of unevenly spaced points: second order inside, first order at the two ends (numpy.gradient). */
function slopes(x: Float64Array, y: Float64Array): Float64Array {
  const last = x.length - 1;
  const chord = (i: number) => (y[i + 1]! - y[i]!) / (x[i + 1]! - x[i]!);
  return x.map((_, i) => {
    if (i === 0) return chord(0);
    if (i === last) return chord(last - 1);
    const before = x[i]! - x[i - 1]!;
    const after = x[i + 1]! - x[i]!;
    return (before * chord(i) + after * chord(i - 1)) / (before + after);
  });
}
