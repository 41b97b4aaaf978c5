import type { MatrixSpectra, Reduction, Side, WindowsOfMatrix } from "~/core/linalg/matrixKernels";
import type { AblationProblem, AblationSums } from "./ablationProblem";

export interface AblationOptions {
  /**
   * null: every Δ is the full sum over the vocabulary. A number of nats: Δ may be a shortcut's where the bound on its
   * error, which holds for each pair of a position and a neuron, is below it.
   */
  tolerance?: number | null;
  /** Is shown every Δ once, block by block, while the sums are taken. */
  onEffects?: (block: AblationEffects) => void;
  /** Called at least twice a second; what it throws ends the ablation. */
  throwIfCancelled?: () => void;
}

/** Positions t … t + count − 1, neurons i … i + n − 1 of m. */
export interface AblationEffects {
  t: number;
  count: number;
  i: number;
  n: number;
  /** [count, n] Δ in nats with the final norm free; written over after the call. */
  free: Float64Array;
}

/** What a backend computes beside the tensors of a model, in a worker's job thread. */
export interface NumericKernels {
  /**
   * Mean ablation of every neuron, absolute and signed, free and frozen norm. A GPU answers later.
   *
   * @throws AppError invalid_argument when parts of the problem do not fit each other, or hold a NaN or an infinity;
   * not_measurable when the logits leave the range of float32; what `options.throwIfCancelled` throws
   */
  ablate(problem: AblationProblem, options?: AblationOptions): Promise<AblationSums>;

  /** Says that an ablation will follow: what takes a while to start may start now. */
  readonly prepareAblation?: () => void;

  /**
   * Gram matrix in float64, of the smaller side where nothing else is asked for: W Wᵀ if rows ≤ columns, else Wᵀ W.
   *
   * @param weights [rows, columns]
   * @returns [n, n] with n = rows or n = columns
   */
  gram(weights: Float32Array | Float64Array, rows: number, columns: number, side?: Side): Float64Array;

  /**
   * Eigenvalues of a symmetric matrix, ascending. The matrix is left as it was.
   *
   * @param symmetric [n, n]; only the lower triangle is read
   */
  eigenvalues(symmetric: Float64Array, n: number): Float64Array;

  /**
   * A symmetric matrix in tridiagonal form, with the reflections that lead there: what eigenvectors are found from.
   *
   * @param symmetric [n, n]; only the lower triangle is read, and it is left as it was
   */
  tridiagonal(symmetric: Float64Array, n: number): Reduction;

  /**
   * Eigenvalues of many symmetric matrices at once, which small ones are too small to share the cores for.
   *
   * @param matrices [count, n, n]; only the lower triangles are read
   * @returns [count, n], ascending in each
   */
  eigenvaluesOfEach(matrices: Float64Array, n: number): Float64Array;

  /**
   * Eigenvalues of the Gram matrices, each of the smaller side, of many matrices at once.
   *
   * @param matrices [count, rows, columns]
   * @returns [count, min(rows, columns)], ascending in each
   */
  gramSpectraOfEach(matrices: Float64Array, rows: number, columns: number): Float64Array;

  /**
   * 16-bit floats to float32, exactly, of the types that a kernel converts faster than plain TypeScript: `to.length`
   * little-endian elements, from the first byte of `from` on.
   */
  readonly conversions: {
    readonly BF16?: (from: ArrayBuffer, to: Float32Array) => void;
    readonly F16?: (from: ArrayBuffer, to: Float32Array) => void;
    /** Zeros to convert into, faster to fill than a new array's. */
    readonly floats?: (length: number) => Float32Array;
  };

  /** Of entries, as `excessKurtosis` of src/core/stats: null where they do not vary. */
  excessKurtosis(values: Float32Array): number | null;

  /** The spectra that a weight matrix is measured by: its own, its shuffled entries' and its windows'. */
  matrixSpectra(weights: Float32Array, options: WindowsOfMatrix & { seed: number }): MatrixSpectra;
}
