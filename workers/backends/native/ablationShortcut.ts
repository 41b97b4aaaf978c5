import type { KernelLibrary } from "../kernelLibrary";
import { POSITION_MOMENTS } from "./ablationRows";
import { productOf } from "./productOf";

export interface ShortcutSizes {
  /** Positions and neurons at a time, at most. */
  rows: number;
  neurons: number;
  V: number;
  /** The padded length of a row over the vocabulary. */
  ld: number;
  d: number;
  /** Of g: its square, or all up to its fourth. */
  powerCount: number;
}

/** Positions as the kernels made them: workers/kernels/ablation.h. */
export interface PreparedPositions {
  count: number;
  /** [2, count, ld] P and P L, and P L² where there are three powers. */
  weights: Float32Array;
  moments: Float64Array;
  targets: Int32Array;
  /** [count, d] centred. */
  residual: Float64Array;
}

/** Neurons of one call. */
export interface PreparedNeurons {
  count: number;
  /** [count, powerCount, ld] of g, and [count, d] output weights: centred, and times γ. */
  powers: Float32Array;
  output: Float32Array;
  scaledOutput: Float32Array;
}

/**
 * The matrix products of the certified shortcut: E_P[g], Cov_P(L, g) and Σ P g² of every position and neuron, and where more
 * powers are wanted Σ P g³, Σ P g⁴, Σ P L g² and E_P[L² g].
 * workers/kernels/ablationShortcut.h
 */
export function ablationShortcut(
  library: KernelLibrary,
  unembedding: Float32Array,
  { rows, neurons, V, ld, d, powerCount }: ShortcutSizes,
) {
  const isThird = powerCount === 3;
  const tables = isThird ? 3 : 2;
  const tokens = new Float32Array(tables * rows * d);
  const perPosition = () => new Float32Array(rows * d);
  const [meanToken, lessTarget, covarianceToken, crossToken] = [0, 1, 2, 3].map(perPosition) as Four;
  const product = productOf(library);
  const residual = new Float32Array(rows * d);
  const perPair = () => new Float32Array(rows * neurons);
  const products = {
    residualCovariance: perPair(),
    meanSignature: perPair(),
    lessTarget: perPair(),
    covariance: perPair(),
    powers: new Float32Array(powerCount * rows * neurons),
    mixed: isThird ? perPair() : none,
    crossed: isThird ? perPair() : none,
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
      product(0, 0, 2 * count, d, V, 1, weights, ld, unembedding, d, 0, tokens, d);
      if (isThird) {
        const [PLL, into] = [weights.subarray(2 * count * ld), tokens.subarray(2 * count * d)];
        library.gemm_parts(2, 0, 0, count, d, V, 1, PLL, ld, unembedding, d, 0, into, d);
      }
      for (let row = 0; row < count; row++) {
        const weight = moments[POSITION_MOMENTS * row]!;
        const meanL = moments[POSITION_MOMENTS * row + 1]! / weight;
        const target = targets[row]! * d;
        for (let j = 0; j < d; j++) {
          const mean = tokens[row * d + j]! / weight;
          meanToken[row * d + j] = mean;
          lessTarget[row * d + j] = mean - unembedding[target + j]!;
          covarianceToken[row * d + j] = tokens[(count + row) * d + j]! / weight - meanL * mean;
          if (isThird) crossToken[row * d + j] = tokens[(2 * count + row) * d + j]! / weight;
        }
      }
    },

    /** The products of those positions with some neurons, [positions, count] each. */
    multiply({ count, powers, output, scaledOutput }: PreparedNeurons): void {
      const times = (rowsOf: Float32Array, alpha: number, by: Float32Array, into: Float32Array) =>
        product(0, 1, positions, count, d, alpha, rowsOf, d, by, d, 0, into, count);
      times(residual, 1 / d, output, products.residualCovariance);
      times(meanToken, 1, scaledOutput, products.meanSignature);
      times(lessTarget, 1, scaledOutput, products.lessTarget);
      times(covarianceToken, 1, scaledOutput, products.covariance);
      const wide = powerCount * count;
      library.gemm_parts(2, 0, 1, positions, wide, V, 1, P, ld, powers, ld, 0, products.powers, wide);
      if (!isThird) return;
      times(crossToken, 1, scaledOutput, products.crossed);
      const PL = P.subarray(positions * ld);
      library.gemm_parts(
        2,
        0,
        1,
        positions,
        count,
        V,
        1,
        PL,
        ld,
        powers,
        powerCount * ld,
        0,
        products.mixed,
        count,
      );
    },
  };
}

const none = new Float32Array(0);
type Four = [Float32Array, Float32Array, Float32Array, Float32Array];
