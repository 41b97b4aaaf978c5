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
  /** Moments of a pair that ablation_moments makes. */
  planes: number;
}

/** Positions as the kernels made them: workers/kernels/ablation.h. */
export interface PreparedPositions {
  count: number;
  /** As ablation_positions made them. */
  L: Float32Array;
  weights: Float32Array;
  moments: Float64Array;
  targets: Int32Array;
  /** [count, d] centred. */
  residual: Float64Array;
}

/** Neurons of one call. */
export interface PreparedNeurons {
  count: number;
  /** [count, ld] and how far each row reaches. */
  g: Float32Array;
  range: Float64Array;
  /** [count, d] output weights: centred, and times γ. */
  output: Float32Array;
  scaledOutput: Float32Array;
}

/**
 * The matrix products of the certified shortcut: E_P[g], E_P[λ g] and Σ P g² of every position and neuron, and where there are
 * more planes Σ P g³, Σ P g⁴, Σ P λ g² and E_P[λ² (g − E_P[g])].
 * workers/kernels/ablationShortcut.h
 */
export function ablationShortcut(
  library: KernelLibrary,
  unembedding: Float32Array,
  { rows, neurons, V, ld, d, planes }: ShortcutSizes,
) {
  const isThird = planes > 1;
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
    moments: new Float32Array(planes * rows * neurons),
    crossed: isThird ? perPair() : none,
  };
  let positions = 0;
  let read: Pick<PreparedPositions, "L" | "weights" | "moments"> = {
    L: none,
    weights: none,
    moments: noDoubles,
  };

  return {
    products,

    /** Reads what a tile of positions says of the softmax: Σ_v P_v W_v, Σ_v P_v λ_v W_v and so on. */
    readPositions({ count, L, weights, moments, targets, residual: centred }: PreparedPositions): void {
      positions = count;
      read = { L, weights, moments };
      residual.set(centred);
      library.ablation_tokens(count, V, ld, d, L, weights, moments, unembedding, tokens);
      for (let row = 0; row < count; row++) {
        const weight = moments[POSITION_MOMENTS * row]!;
        const variance = moments[POSITION_MOMENTS * row + 2]! / weight;
        const target = targets[row]! * d;
        for (let j = 0; j < d; j++) {
          const mean = tokens[row * d + j]! / weight;
          meanToken[row * d + j] = mean;
          lessTarget[row * d + j] = mean - unembedding[target + j]!;
          covarianceToken[row * d + j] = tokens[(count + row) * d + j]! / weight;
          if (isThird)
            crossToken[row * d + j] = tokens[(2 * count + row) * d + j]! / weight - variance * mean;
        }
      }
    },

    /** The products of those positions with some neurons, [positions, count] each. */
    multiply({ count, g, range, output, scaledOutput }: PreparedNeurons): void {
      const times = (rowsOf: Float32Array, alpha: number, by: Float32Array, into: Float32Array) =>
        product(0, 1, positions, count, d, alpha, rowsOf, d, by, d, 0, into, count);
      times(residual, 1 / d, output, products.residualCovariance);
      times(meanToken, 1, scaledOutput, products.meanSignature);
      times(lessTarget, 1, scaledOutput, products.lessTarget);
      times(covarianceToken, 1, scaledOutput, products.covariance);
      if (isThird) times(crossToken, 1, scaledOutput, products.crossed);
      const { L, weights, moments } = read;
      library.ablation_moments(positions, count, ld, L, weights, moments, g, range, products.moments);
    },
  };
}

const none = new Float32Array(0);
const noDoubles = new Float64Array(0);
type Four = [Float32Array, Float32Array, Float32Array, Float32Array];
