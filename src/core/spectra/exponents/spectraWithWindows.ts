import type { SpectrumKernels } from "../../linalg/matrixKernels";
import { windowStarts } from "./farmsEigenvalues";

/** Ascending, all of them. */
export interface SpectraWithWindows {
  /** [n] of the matrix, n = min(rows, columns). */
  whole: Float64Array;
  /** [n] of the product that was given beside it. */
  beside: Float64Array;
  /** [windows · n] of its windows, pooled as by `farmsEigenvaluesOfEach`. */
  pooled: Float64Array;
}

/**
 * The spectrum of a matrix and those of its FARMS windows, from products that they share, and that of another product,
 * so that the last few decompositions have company.
 *
 * @param weights [rows, columns], row-major
 * @param options.beside [n, n]
 * @param options.mostEntries that the products may have at a time, where that is enough for two windows
 */
export function spectraWithWindows(
  weights: Float32Array | Float64Array,
  options: {
    rows: number;
    columns: number;
    beside: Float64Array;
    mostEntries?: number;
  } & Pick<SpectrumKernels, "eigenvaluesOfEach" | "windowGramsInto">,
): SpectraWithWindows {
  const { rows, columns, beside, eigenvaluesOfEach, windowGramsInto, mostEntries = 2 ** 23 } = options;
  const n = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const size = n * n;
  const starts = [...windowStarts(length, n), length];
  const count = starts.length - 1;
  const atOnce = Math.max(2, Math.floor(mostEntries / size) - 2);

  const sum = new Float64Array(size);
  const pooled = new Float64Array(count * n);
  for (let first = 0; ; first += atOnce) {
    const some = starts.slice(first, first + atOnce + 1);
    const ofWindows = (some.length - 1) * size;
    const products = new Float64Array(ofWindows + 2 * size);
    windowGramsInto(weights, { rows, columns, starts: some }, products.subarray(0, ofWindows + size));
    const whole = products.subarray(ofWindows, ofWindows + size);
    for (let at = 0; at < size; at++) whole[at] = sum[at]! + whole[at]!;
    if (first + atOnce < count) {
      sum.set(whole);
      pooled.set(eigenvaluesOfEach(products.subarray(0, ofWindows), n), first * n);
      continue;
    }

    products.set(beside, ofWindows + size);
    // The only window of a square matrix is the matrix.
    const begin = rows === columns ? size : 0;
    const spectra = eigenvaluesOfEach(products.subarray(begin), n);
    pooled.set(spectra.subarray(0, spectra.length - (rows === columns ? n : 2 * n)), first * n);
    const own = spectra.length - 2 * n;
    return { whole: spectra.slice(own, own + n), beside: spectra.slice(own + n), pooled: pooled.sort() };
  }
}
