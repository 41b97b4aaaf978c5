import { gram } from "./gram";
import type { EigenvaluesOfEach, GramSpectraOfEach } from "./matrixKernels";
import { symmetricEigenvalues } from "./symmetricEigenvalues";

/** The plain version: one after the other. */
export const eigenvaluesOfEach: EigenvaluesOfEach = (matrices, n) => {
  const values = new Float64Array(n === 0 ? 0 : matrices.length / n);
  for (let at = 0; at * n < values.length; at++)
    values.set(symmetricEigenvalues(matrices.subarray(at * n * n, (at + 1) * n * n), n), at * n);
  return values;
};

/** The plain version: one after the other. */
export const gramSpectraOfEach: GramSpectraOfEach = (matrices, rows, columns) => {
  const [size, n] = [rows * columns, Math.min(rows, columns)];
  const values = new Float64Array(size === 0 ? 0 : (matrices.length / size) * n);
  for (let at = 0; at * n < values.length; at++) {
    const product = gram(matrices.subarray(at * size, (at + 1) * size), rows, columns);
    values.set(symmetricEigenvalues(product, n), at * n);
  }
  return values;
};
