import { gram } from "~/core/linalg/gram";
import { matrixSpectra } from "~/core/linalg/matrixSpectra";
import { eigenvaluesOfEach, gramSpectraOfEach } from "~/core/linalg/spectraOfEach";
import { symmetricEigenvalues } from "~/core/linalg/symmetricEigenvalues";
import { excessKurtosis } from "~/core/stats/excessKurtosis";
import { normalsFrom, seededRandom } from "~/core/stats/random";

/** The readable routines of core, in the place of a worker's native ones. */
export const plainKernels = {
  ...{ gramOf: gram, eigenvaluesOf: symmetricEigenvalues },
  ...{ eigenvaluesOfEach, gramSpectraOfEach },
  ...{ matrixSpectraOf: matrixSpectra, excessKurtosisOf: excessKurtosis },
};

/** [rows, columns] of independent standard normal numbers. */
export function noiseMatrix(seed: number, rows: number, columns: number): Float64Array {
  return normalsFrom(seededRandom(seed), rows * columns);
}

/** Eigenvalues of the smaller Gram matrix, ascending. */
export function spectrumOf(weights: Float64Array, rows: number, columns: number): Float64Array {
  return symmetricEigenvalues(gram(weights, rows, columns), Math.min(rows, columns));
}

/** n quantiles of the density (α − 1) x^−α on x ≥ 1, ascending. */
export function paretoQuantiles(alpha: number, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (1 - (i + 0.5) / n) ** (-1 / (alpha - 1)));
}

/** n random values of the same law, ascending. */
export function paretoSample(seed: number, alpha: number, n: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: n }, () => random() ** (-1 / (alpha - 1))).sort();
}
