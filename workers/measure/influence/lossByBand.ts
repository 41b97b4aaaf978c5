import { ratioMeans } from "~/core/influence/ratioMeans";
import { studentQuantile } from "~/core/stats/studentT";
import type { Point } from "~/db/points";

interface BandedLosses {
  /** [T] in nats. */
  loss: Float64Array;
  /** [T] */
  positionBands: Uint8Array;
  /** Positions of a sequence. */
  context: number;
}

/** Mean clean loss of each band and of all, with 95 % intervals by Student's law from standard errors over S sequences. */
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
    const { mean, standardError, clusters } = ratioMeans(total, count);
    const half = standardError ? studentQuantile(0.05, clusters - 1) * standardError[0]! : null;
    const value = mean[0]!;
    return {
      ...point,
      value,
      low: half === null ? null : value - half,
      high: half === null ? null : value + half,
    };
  });
}
