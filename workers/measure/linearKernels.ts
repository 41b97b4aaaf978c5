import type {
  EigenvaluesOf,
  EigenvaluesOfEach,
  GramOf,
  GramSpectraOfEach,
} from "~/core/linalg/matrixKernels";
import type { NumericKernels } from "~workers/backends/numericKernels";

export interface LinearKernels {
  gramOf: GramOf;
  eigenvaluesOf: EigenvaluesOf;
  eigenvaluesOfEach: EigenvaluesOfEach;
  gramSpectraOfEach: GramSpectraOfEach;
}

/** A backend's decompositions as the core takes them. */
export const linearKernels = (kernels: NumericKernels): LinearKernels => ({
  gramOf: (weights, rows, columns) => kernels.gram(weights, rows, columns),
  eigenvaluesOf: (symmetric, n) => kernels.eigenvalues(symmetric, n),
  eigenvaluesOfEach: (matrices, n) => kernels.eigenvaluesOfEach(matrices, n),
  gramSpectraOfEach: (matrices, rows, columns) => kernels.gramSpectraOfEach(matrices, rows, columns),
});
