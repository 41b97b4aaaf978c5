import type {
  EigenvaluesOf,
  EigenvaluesOfEach,
  GramOf,
  GramSpectraOfEach,
  SpectrumKernels,
  TridiagonalOf,
} from "~/core/linalg/matrixKernels";
import type { NumericKernels } from "~workers/backends/numericKernels";

export interface LinearKernels extends SpectrumKernels {
  gramOf: GramOf;
  eigenvaluesOf: EigenvaluesOf;
  tridiagonalOf: TridiagonalOf;
  eigenvaluesOfEach: EigenvaluesOfEach;
  gramSpectraOfEach: GramSpectraOfEach;
}

/** A backend's decompositions as the core takes them. */
export const linearKernels = (kernels: NumericKernels): LinearKernels => ({
  gramOf: (weights, rows, columns, side) => kernels.gram(weights, rows, columns, side),
  eigenvaluesOf: (symmetric, n) => kernels.eigenvalues(symmetric, n),
  tridiagonalOf: (symmetric, n) => kernels.tridiagonal(symmetric, n),
  eigenvaluesOfEach: (matrices, n) => kernels.eigenvaluesOfEach(matrices, n),
  gramSpectraOfEach: (matrices, rows, columns) => kernels.gramSpectraOfEach(matrices, rows, columns),
  matrixSpectraOf: (weights, options) => kernels.matrixSpectra(weights, options),
  excessKurtosisOf: (values) => kernels.excessKurtosis(values),
});
