/**
 * The decompositions the spectral measurements rest on. A worker passes its backend's; `gram`,
 * `symmetricEigenvalues`, `spectraOfEach` and `matrixSpectra` beside this file are the plain ones, for tests and small matrices.
 */

/** Of a [rows, columns] matrix W, the rows (W Wᵀ) or the columns (Wᵀ W). */
export type Side = "rows" | "columns";

/** Those of which there are fewer. */
export const smallerSide = (rows: number, columns: number): Side => (rows <= columns ? "rows" : "columns");

/** Gram matrix [n, n] of n rows or columns; of the smaller side where it is not said. */
export type GramOf = (
  weights: Float32Array | Float64Array,
  rows: number,
  columns: number,
  side?: Side,
) => Float64Array;

/** All eigenvalues of a symmetric [n, n] matrix, ascending. Only the lower triangle is read; it is left as it was. */
export type EigenvaluesOf = (symmetric: Float64Array, n: number) => Float64Array;

/** A symmetric tridiagonal matrix: offDiagonal[i] stands between diagonal[i] and diagonal[i + 1]. */
export interface Tridiagonal {
  diagonal: Float64Array;
  offDiagonal: Float64Array;
}

/** A = Q T Qᵀ with T tridiagonal and Q = H_{n−1} … H_1, H_i = I − 2 v vᵀ/(vᵀv) a reflection of the first i entries. */
export interface Reduction extends Tridiagonal {
  /** [n, n] v of H_i in the first i entries of row i; H_i = I where they are 0. What is right of them means nothing. */
  reflections: Float64Array;
}

/** Of a symmetric [n, n] matrix of finite entries. Only the lower triangle is read; it is left as it was. */
export type TridiagonalOf = (symmetric: Float64Array, n: number) => Reduction;

/** Eigenvalues of many at once: matrices [count, n, n] → [count, n], ascending in each. */
export type EigenvaluesOfEach = (matrices: Float64Array, n: number) => Float64Array;

/**
 * Eigenvalues of the Gram matrices of many matrices [count, rows, columns] at once, each of the smaller side: [count,
 * min(rows, columns)], ascending in each.
 */
export type GramSpectraOfEach = (matrices: Float64Array, rows: number, columns: number) => Float64Array;

/** Square windows of n = min(rows, columns) along the longer side of a [rows, columns] matrix. */
export interface WindowsOfMatrix {
  rows: number;
  columns: number;
  /** Where they begin: the first at 0, each at most n after the one before. They cover the matrix, or there are none. */
  starts: readonly number[];
}

/** Eigenvalues of Gram matrices of the smaller side, ascending. */
export interface MatrixSpectra {
  /** [n] */
  whole: Float64Array;
  /** [n] after the entries were shuffled: `shuffle` with `seededRandom(seed)`. */
  shuffled: Float64Array;
  /** [windows, n], ascending in each. */
  windows: Float64Array;
}

export type MatrixSpectraOf = (
  weights: Float32Array,
  options: WindowsOfMatrix & { seed: number },
) => MatrixSpectra;

/** Of a matrix's entries, as `excessKurtosis`. */
export type ExcessKurtosisOf = (values: Float32Array) => number | null;

/** What the spectrum of one matrix takes. */
export interface SpectrumKernels {
  matrixSpectraOf: MatrixSpectraOf;
  excessKurtosisOf: ExcessKurtosisOf;
}
