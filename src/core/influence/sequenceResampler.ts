import { requireThat } from "../errors";
import { type Random, randomInteger } from "../stats/random";
import { type BandedInfluence, bandIndices, influenceShape, type LossMeasure } from "./influenceSums";

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
  const values = sums[influence.measure];
  const { sequences, neurons } = influenceShape(influence);
  const chosen = influence.bands.map((name) => bandIndices(bandNames, name));
  influence.bands.forEach((name, k) => {
    const occurs = chosen[k]!.some((band) => positionsOf(band).some((count) => count > 0));
    requireThat(occurs, `no position is in the band ${name}, so its influence cannot be resampled`);
  });

  function positionsOf(band: number): Float64Array {
    return sums.counts.subarray(band * sequences, (band + 1) * sequences);
  }

  const positionsIn = (indices: number[], times: Int32Array) =>
    indices.reduce(
      (total, band) => total + positionsOf(band).reduce((sum, n, s) => sum + n * times[s]!, 0),
      0,
    );

  const meanIn = (indices: number[], times: Int32Array, positions: number) => {
    const mean = new Float64Array(neurons);
    for (const band of indices) {
      for (let s = 0; s < sequences; s++) {
        const weight = times[s]! / positions;
        if (weight === 0) continue;
        const row = (band * sequences + s) * neurons;
        for (let i = 0; i < neurons; i++) mean[i]! += weight * values[row + i]!;
      }
    }
    return mean;
  };

  return (random) => {
    for (;;) {
      const times = new Int32Array(sequences);
      for (let s = 0; s < sequences; s++) times[randomInteger(random, sequences)]!++;
      const positions = chosen.map((indices) => positionsIn(indices, times));
      if (positions.every((count) => count > 0)) {
        return chosen.map((indices, k) => meanIn(indices, times, positions[k]!));
      }
    }
  };
}
