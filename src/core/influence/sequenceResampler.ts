import { requireThat } from "../errors";
import { type Random, randomInteger } from "../stats/random";
import { type BandedInfluence, bandIndices, influenceShape, type LossMeasure } from "./influenceSums";
import { sumOfBands } from "./sumOfBands";

export interface ResampledInfluence extends BandedInfluence {
  measure: LossMeasure;
  /** Names, or "all". */
  bands: readonly string[];
}

/**
 * A bootstrap over texts: each call draws as many sequences as there are, with replacement, and returns the
 * mean of the measure in each band over them, Σ_s y_s / Σ_s n_s. A draw that leaves a band without positions
 * is drawn again.
 *
 * @returns (random) → one [m] per band, all on the same sequences
 */
export function sequenceResampler(influence: ResampledInfluence): (random: Random) => Float64Array[] {
  const { sums, bandNames } = influence;
  const { sequences, neurons } = influenceShape(influence);
  const rows = influence.bands.map((name) => {
    const chosen = bandIndices(bandNames, name);
    const counts = sumOfBands(sums.counts, bandNames.length, chosen);
    requireThat(
      counts.some((count) => count > 0),
      `no position is in the band ${name}, so its influence cannot be resampled`,
    );
    return { counts, values: sumOfBands(sums[influence.measure], bandNames.length, chosen) };
  });

  return (random) => {
    for (;;) {
      const times = new Int32Array(sequences);
      for (let s = 0; s < sequences; s++) times[randomInteger(random, sequences)]!++;
      const positions = rows.map(({ counts }) => counts.reduce((sum, n, s) => sum + n * times[s]!, 0));
      if (positions.every((count) => count > 0)) {
        return rows.map(({ values }, k) =>
          weightedSum(
            values,
            neurons,
            Float64Array.from(times, (count) => count / positions[k]!),
          ),
        );
      }
    }
  };
}

/** Σ_s weights_s · values_s of the rows [sequences, m], those without weight left out; several rows in one pass. */
function weightedSum(values: Float64Array, m: number, weights: Float64Array): Float64Array {
  const sum = new Float64Array(m);
  const drawn = Array.from(weights.keys()).filter((s) => weights[s] !== 0);
  let k = 0;
  for (; k + 4 <= drawn.length; k += 4) {
    const [a, b, c, d] = [drawn[k]! * m, drawn[k + 1]! * m, drawn[k + 2]! * m, drawn[k + 3]! * m];
    const [u, v, w, x] = [
      weights[drawn[k]!]!,
      weights[drawn[k + 1]!]!,
      weights[drawn[k + 2]!]!,
      weights[drawn[k + 3]!]!,
    ];
    for (let i = 0; i < m; i++) {
      sum[i]! += u * values[a + i]! + v * values[b + i]! + (w * values[c + i]! + x * values[d + i]!);
    }
  }
  for (; k < drawn.length; k++) {
    const [row, weight] = [drawn[k]! * m, weights[drawn[k]!]!];
    for (let i = 0; i < m; i++) sum[i]! += weight * values[row + i]!;
  }
  return sum;
}
