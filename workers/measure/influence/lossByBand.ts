import { ratioMeans } from "~/core/influence/ratioMeans";
import type { Point } from "~/db/points";

interface BandedLosses {
  /** [T] in nats. */
  loss: Float64Array;
  /** [T] */
  positionBands: Uint8Array;
  /** Positions of a sequence. */
  context: number;
}

/** Half the width of a 95 % interval in standard errors. */
const z95 = 1.959963984540054;

/** Mean clean loss of each band and of all, with 95 % intervals from standard errors over sequences. */
export function lossByBand(
  { loss, positionBands, context }: BandedLosses,
  bandNames: readonly string[],
  step: number,
): Point[] {
  const sequences = loss.length / context;
  return [...bandNames, "all"].map((name) => {
    const band = bandNames.indexOf(name);
    const total = new Float64Array(sequences);
    const count = new Float64Array(sequences);
    positionBands.forEach((positionBand, t) => {
      if (band >= 0 && positionBand !== band) return;
      const sequence = Math.floor(t / context);
      total[sequence]! += loss[t]!;
      count[sequence]!++;
    });
    const point = { name: `loss.${name}`, step };
    if (count.every((n) => n === 0))
      return { ...point, value: null, reason: `no evaluated position is ${name}` };
    const { mean, standardError } = ratioMeans(total, count);
    const half = standardError ? z95 * standardError[0]! : null;
    const value = mean[0]!;
    return {
      ...point,
      value,
      low: half === null ? null : value - half,
      high: half === null ? null : value + half,
    };
  });
}
