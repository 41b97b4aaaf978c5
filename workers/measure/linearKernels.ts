import type {
  EigenvaluesOf,
  GramSpectraOfEach,
  SpectrumKernels,
  TridiagonalOf,
} from "~/core/linalg/matrixKernels";
import { excessKurtosis } from "~/core/stats/excessKurtosis";
import { seededRandom } from "~/core/stats/random";
import { shuffle } from "~/core/stats/shuffle";
import type { NumericKernels } from "~workers/backends/numericKernels";

export type LinearKernels = SpectrumKernels & {
  eigenvaluesOf: EigenvaluesOf;
  gramSpectraOfEach: GramSpectraOfEach;
  tridiagonalOf: TridiagonalOf;
};

/** A backend's decompositions as the core takes them. */
export const linearKernels = (kernels: NumericKernels): LinearKernels => ({
  gramOf: (weights, rows, columns, side) => kernels.gram(weights, rows, columns, side),
  windowGramsInto: (weights, windows, products) => kernels.windowGrams(weights, windows, products),
  eigenvaluesOf: (symmetric, n) => kernels.eigenvalues(symmetric, n),
  tridiagonalOf: (symmetric, n) => kernels.tridiagonal(symmetric, n),
  eigenvaluesOfEach: (matrices, n) => kernels.eigenvaluesOfEach(matrices, n),
  gramSpectraOfEach: (matrices, rows, columns) => kernels.gramSpectraOfEach(matrices, rows, columns),
  excessKurtosisOf: (values) =>
    values instanceof Float32Array ? kernels.excessKurtosis(values) : excessKurtosis(values),
  shuffledOf: (values, seed) =>
    values instanceof Float32Array
      ? kernels.shuffled(values, seed)
      : shuffle(values.slice(), seededRandom(seed)),
});
