import type { EigenvaluesOf, SpectrumKernels } from "~/core/linalg/matrixKernels";
import { seededRandom } from "~/core/stats/random";
import { shuffle } from "~/core/stats/shuffle";
import type { NumericKernels } from "~workers/backends/numericKernels";

export type LinearKernels = SpectrumKernels & { eigenvaluesOf: EigenvaluesOf };

/** A backend's decompositions as the core takes them. */
export const linearKernels = (kernels: NumericKernels): LinearKernels => ({
  gramOf: (weights, rows, columns) => kernels.gram(weights, rows, columns),
  eigenvaluesOf: (symmetric, n) => kernels.eigenvalues(symmetric, n),
  eigenvaluesOfEach: (matrices, n) => kernels.eigenvaluesOfEach(matrices, n),
  gramSpectraOfEach: (matrices, rows, columns) => kernels.gramSpectraOfEach(matrices, rows, columns),
  shuffledOf: (values, seed) =>
    values instanceof Float32Array
      ? kernels.shuffled(values, seed)
      : shuffle(values.slice(), seededRandom(seed)),
});
