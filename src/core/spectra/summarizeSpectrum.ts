import { requireThat } from "../errors";
import { ksDistanceOfSamples } from "../stats/ksDistance";
import { classifyPhase } from "./classifyPhase";
import { alphaFarms } from "./exponents/alphaFarms";
import { alphaMid } from "./exponents/alphaMid";
import { fitAlphaCsn2 } from "./exponents/fitAlphaCsn2";
import { fitAlphaWw } from "./exponents/fitAlphaWw";
import { jensenShannonDistance } from "./jensenShannonDistance";
import { countSpikes } from "./noise/countSpikes";
import { fitMarchenkoPastur } from "./noise/fitMarchenkoPastur";
import { participationRatio } from "./participationRatio";
import { countUpTo } from "./positiveEigenvalues";
import { spectralEntropy } from "./spectralEntropy";
import type { SpectrumSummary } from "./spectrumSummary";
import { compareTailModels } from "./tails/compareTailModels";
import { weightWatcherDetails } from "./weightWatcherDetails";

export interface MatrixSpectrum {
  rows: number;
  columns: number;
  /** [min(rows, columns)] of the smaller Gram matrix, ascending. */
  eigenvalues: Float64Array;
  /** From `farmsEigenvaluesOfEach`; without them there is no alpha_farms. */
  farms?: Float64Array;
  /** Of the matrix with its entries shuffled, and the seed that shuffled them. */
  shuffled?: { eigenvalues: Float64Array; seed: number };
  /** Of the matrix's entries; without it spikes are counted for Gaussian noise only. */
  excessKurtosis?: number | null;
}

/** Everything the product derives from the spectrum of one weight matrix. METHODS §6. */
export function summarizeSpectrum(spectrum: MatrixSpectrum): SpectrumSummary {
  const { rows, columns, farms, shuffled, excessKurtosis = null } = spectrum;
  // Gram matrices are positive semidefinite; what a routine returns below zero is rounding.
  const eigenvalues = spectrum.eigenvalues.map((value) => Math.max(0, value));
  requireThat(eigenvalues.length > 0, `a ${rows} × ${columns} matrix has no spectrum`);

  const ww = fitAlphaWw(eigenvalues);
  const marchenkoPastur = fitMarchenkoPastur(eigenvalues, { rows, columns });
  const largest = eigenvalues.at(-1)!;
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  return {
    rows,
    columns,
    fits: [ww, fitAlphaCsn2(eigenvalues), alphaMid(eigenvalues), ...(farms ? [alphaFarms(farms)] : [])],
    largest,
    total,
    stableRank: largest > 0 ? total / largest : null,
    participationRatio: participationRatio(eigenvalues),
    entropy: spectralEntropy(eigenvalues),
    marchenkoPastur,
    spikes: excessKurtosis === null ? null : countSpikes(eigenvalues, { rows, columns, excessKurtosis }),
    shuffled: shuffled ? compareWithShuffled(eigenvalues, shuffled) : null,
    tailModels: compareTailModels(eigenvalues, ww.xmin),
    phase: classifyPhase(eigenvalues, marchenkoPastur, ww.alpha),
    weightWatcher: weightWatcherDetails(eigenvalues, { rows, columns }, ww),
  };
}

function compareWithShuffled(
  eigenvalues: Float64Array,
  { eigenvalues: baseline, seed }: NonNullable<MatrixSpectrum["shuffled"]>,
): NonNullable<SpectrumSummary["shuffled"]> {
  const largest = baseline.at(-1)!;
  return {
    seed,
    largest,
    spikes: eigenvalues.length - countUpTo(eigenvalues, largest),
    alphaMid: alphaMid(baseline).alpha,
    ksDistance: ksDistanceOfSamples(eigenvalues, baseline),
    jensenShannon: jensenShannonDistance(eigenvalues, baseline),
  };
}
