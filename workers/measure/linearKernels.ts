import type { EigenvaluesOf, GramOf } from "~/core/linalg/matrixKernels";
import type { NumericKernels } from "~workers/backends/numericKernels";

export interface LinearKernels {
  gramOf: GramOf;
  eigenvaluesOf: EigenvaluesOf;
}

/** A backend's decompositions as the core takes them. */
export const linearKernels = (kernels: NumericKernels): LinearKernels => ({
  gramOf: (weights, rows, columns) => kernels.gram(weights, rows, columns),
  eigenvaluesOf: (symmetric, n) => kernels.eigenvalues(symmetric, n),
});
