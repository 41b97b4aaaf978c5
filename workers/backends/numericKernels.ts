import type { AblationProblem, AblationSums } from "./ablationProblem";

/** What a backend computes beside the tensors of a model, in a worker's job thread. */
export interface NumericKernels {
  /** Exact mean ablation of every neuron, absolute and signed, free and frozen norm. A GPU answers later. */
  ablate(problem: AblationProblem): Promise<AblationSums>;

  /**
   * Gram matrix of the smaller side, in float64: W Wᵀ if rows ≤ columns, else Wᵀ W.
   *
   * @param weights [rows, columns]
   * @returns [n, n] with n = min(rows, columns)
   */
  gram(weights: Float32Array | Float64Array, rows: number, columns: number): Float64Array;

  /**
   * Eigenvalues of a symmetric matrix, ascending. The matrix is left as it was.
   *
   * @param symmetric [n, n]; only the lower triangle is read
   */
  eigenvalues(symmetric: Float64Array, n: number): Float64Array;
}
