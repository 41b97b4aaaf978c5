import type { SpectrumKernels } from "../linalg/matrixKernels";
import { spectraWithWindows } from "./exponents/spectraWithWindows";
import { shuffledGram } from "./noise/shuffledGram";
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
 * matrix, one of the baseline, ⌈longer/shorter⌉ for FARMS where that is not the matrix itself, all of the size of the
 * shorter side.
 *
 * @param weights [rows, columns], row-major; float64 arithmetic whatever their type
 * @param options.seed of the shuffle
 */
export function measureSpectrum(
  weights: Float32Array | Float64Array,
  options: { rows: number; columns: number; seed: number } & SpectrumKernels,
): MeasuredSpectrum {
  const { rows, columns, seed } = options;
  const spectra = spectraWithWindows(weights, { ...options, beside: shuffledGram(weights, options) });
  const { whole: eigenvalues, beside: shuffled, pooled: farms } = spectra;
  const summary = summarizeSpectrum({
    rows,
    columns,
    eigenvalues,
    farms,
    shuffled: { eigenvalues: shuffled, seed },
    excessKurtosis: options.excessKurtosisOf(weights),
  });
  return { eigenvalues, shuffled, summary };
}
