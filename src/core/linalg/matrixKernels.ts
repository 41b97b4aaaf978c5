/**
 * The decompositions the spectral measurements rest on. A worker passes its backend's; `gram`,
 * `symmetricEigenvalues` and `spectraOfEach` beside this file are the plain ones, for tests and small matrices.
 */

/** Gram matrix of the smaller side, [n, n] with n = min(rows, columns): W Wᵀ if rows ≤ columns, else Wᵀ W. */
export type GramOf = (weights: Float32Array | Float64Array, rows: number, columns: number) => Float64Array;

/** All eigenvalues of a symmetric [n, n] matrix, ascending. Only the lower triangle is read; it is left as it was. */
export type EigenvaluesOf = (symmetric: Float64Array, n: number) => Float64Array;

/** The same of many at once: matrices [count, n, n] → [count, n], ascending in each. */
export type EigenvaluesOfEach = (matrices: Float64Array, n: number) => Float64Array;

/**
 * Eigenvalues of the Gram matrices of many matrices [count, rows, columns] at once, each of the smaller side: [count,
 * min(rows, columns)], ascending in each.
 */
export type GramSpectraOfEach = (matrices: Float64Array, rows: number, columns: number) => Float64Array;

/** A copy in the order that `shuffle` gives with `seededRandom(seed)`. */
export type ShuffledOf = (values: Float32Array | Float64Array, seed: number) => Float32Array | Float64Array;

/** What the spectrum of one matrix takes. */
export interface SpectrumKernels {
  gramOf: GramOf;
  eigenvaluesOfEach: EigenvaluesOfEach;
  gramSpectraOfEach: GramSpectraOfEach;
  shuffledOf: ShuffledOf;
}
