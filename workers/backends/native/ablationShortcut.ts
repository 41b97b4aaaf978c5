import type { KernelLibrary } from "../kernelLibrary";

export interface ShortcutSizes {
  /** Positions and neurons at a time, at most. */
  rows: number;
  neurons: number;
  V: number;
  /** The padded length of a row over the vocabulary. */
  ld: number;
  d: number;
}

/** Positions as the kernels made them: workers/kernels/ablation.h. */
export interface PreparedPositions {
  count: number;
  /** [2, count, ld] P and P L. */
  weights: Float32Array;
  moments: Float64Array;
  targets: Int32Array;
  /** [count, d] centred. */
  residual: Float64Array;
}

/** Neurons of one call. */
export interface PreparedNeurons {
  count: number;
  /** [count, ld] g², and [count, d] output weights: centred, and times γ. */
  squares: Float32Array;
  output: Float32Array;
  scaledOutput: Float32Array;
}

/**
 * The matrix products of the certified shortcut: E_P[g], Cov_P(L, g) and E_P[g²] of every position and neuron.
 * workers/kernels/ablationShortcut.h
 */
export function ablationShortcut(
  library: KernelLibrary,
  unembedding: Float32Array,
  { rows, neurons, V, ld, d }: ShortcutSizes,
) {
  const tokens = new Float32Array(2 * rows * d);
  const [meanToken, lessTarget, covarianceToken] = [0, 1, 2].map(() => new Float32Array(rows * d)) as Three;
  const residual = new Float32Array(rows * d);
  const perPair = () => new Float32Array(rows * neurons);
  const products = {
    residualCovariance: perPair(),
    meanSignature: perPair(),
    lessTarget: perPair(),
    covariance: perPair(),
    squares: perPair(),
  };
  let positions = 0;
  let P: Float32Array = new Float32Array(0);

  return {
    products,

    /** Reads what a tile of positions says of the softmax: Σ_v P_v W_v and Σ_v P_v L_v W_v. */
    readPositions({ count, weights, moments, targets, residual: centred }: PreparedPositions): void {
      positions = count;
      P = weights;
      residual.set(centred);
      library.gemm(0, 0, 2 * count, d, V, 1, weights, ld, unembedding, d, 0, tokens, d);
      for (let row = 0; row < count; row++) {
        const weight = moments[4 * row]!;
        const meanL = moments[4 * row + 1]! / weight;
        const target = targets[row]! * d;
        for (let j = 0; j < d; j++) {
          const mean = tokens[row * d + j]! / weight;
          meanToken[row * d + j] = mean;
          lessTarget[row * d + j] = mean - unembedding[target + j]!;
          covarianceToken[row * d + j] = tokens[(count + row) * d + j]! / weight - meanL * mean;
        }
      }
    },

    /** The products of those positions with some neurons, [positions, count] each. */
    multiply({ count, squares, output, scaledOutput }: PreparedNeurons): void {
      const times = (rowsOf: Float32Array, alpha: number, by: Float32Array, into: Float32Array) =>
        library.gemm(0, 1, positions, count, d, alpha, rowsOf, d, by, d, 0, into, count);
      times(residual, 1 / d, output, products.residualCovariance);
      times(meanToken, 1, scaledOutput, products.meanSignature);
      times(lessTarget, 1, scaledOutput, products.lessTarget);
      times(covarianceToken, 1, scaledOutput, products.covariance);
      library.gemm(0, 1, positions, count, V, 1, P, ld, squares, ld, 0, products.squares, count);
    },
  };
}

type Three = [Float32Array, Float32Array, Float32Array];
