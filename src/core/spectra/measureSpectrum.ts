import type { EigenvaluesOf, GramOf, GramSpectraOfEach } from "../linalg/matrixKernels";
import { excessKurtosis } from "../stats/excessKurtosis";
import { farmsEigenvalues } from "./exponents/farmsEigenvalues";
import { shuffledEigenvalues } from "./noise/shuffledEigenvalues";
import type { SpectrumSummary } from "./spectrumSummary";
import { summarizeSpectrum } from "./summarizeSpectrum";

export interface MeasuredSpectrum {
  /** [min(rows, columns)] ascending, and the same after the entries were shuffled. */
  eigenvalues: Float64Array;
  shuffled: Float64Array;
  summary: SpectrumSummary;
}

/**
 * The spectrum of a weight matrix, its shuffled baseline and all that follows from them. Decompositions: one of the
 * matrix, one of the baseline, ⌈longer/shorter⌉ for FARMS, all of the size of the shorter side.
 *
 * @param weights [rows, columns], row-major; float64 arithmetic whatever their type
 * @param options.seed of the shuffle
 */
export function measureSpectrum(
  weights: Float32Array | Float64Array,
  options: {
    rows: number;
    columns: number;
    seed: number;
    gramOf: GramOf;
    eigenvaluesOf: EigenvaluesOf;
    gramSpectraOfEach: GramSpectraOfEach;
  },
): MeasuredSpectrum {
  const { rows, columns, seed, gramOf, eigenvaluesOf } = options;
  const eigenvalues = eigenvaluesOf(gramOf(weights, rows, columns), Math.min(rows, columns));
  const shuffled = shuffledEigenvalues(weights, options);
  const farms = farmsEigenvalues(weights, rows, columns, options);
  const summary = summarizeSpectrum({
    rows,
    columns,
    eigenvalues,
    farms,
    shuffled: { eigenvalues: shuffled, seed },
    excessKurtosis: excessKurtosis(weights),
  });
  return { eigenvalues, shuffled, summary };
}
