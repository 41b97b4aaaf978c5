import type { SpectrumKernels } from "../linalg/matrixKernels";
import { windowStarts } from "./exponents/farmsEigenvalues";
import type { SpectrumSummary } from "./spectrumSummary";
import { summarizeSpectrum } from "./summarizeSpectrum";

export interface MeasuredSpectrum {
  /** [min(rows, columns)] ascending, and the same after the entries were shuffled. */
  eigenvalues: Float64Array;
  shuffled: Float64Array;
  summary: SpectrumSummary;
}

/**
 * The spectrum of a weight matrix, its shuffled baseline and all that follows from them. What remains of a heavy tail when
 * all entries are shuffled is that of the entries: WeightWatcher's "randomize".
 *
 * Decompositions: one of the matrix, one of the baseline, ⌈longer/shorter⌉ for FARMS where that is not the matrix itself,
 * all of the size of the shorter side.
 *
 * @param weights [rows, columns], row-major; float64 arithmetic whatever their type
 * @param options.seed of the shuffle
 */
export function measureSpectrum(
  weights: Float32Array,
  options: { rows: number; columns: number; seed: number } & SpectrumKernels,
): MeasuredSpectrum {
  const { rows, columns, seed, matrixSpectraOf, excessKurtosisOf } = options;
  const starts = rows === columns ? [] : windowStarts(Math.max(rows, columns), Math.min(rows, columns));
  const spectra = matrixSpectraOf(weights, { rows, columns, starts, seed });
  const { whole: eigenvalues, shuffled } = spectra;
  const summary = summarizeSpectrum({
    rows,
    columns,
    eigenvalues,
    farms: rows === columns ? eigenvalues : spectra.windows.sort(),
    shuffled: { eigenvalues: shuffled, seed },
    excessKurtosis: excessKurtosisOf(weights),
  });
  return { eigenvalues, shuffled, summary };
}
