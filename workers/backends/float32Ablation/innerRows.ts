import type { AblationProblem } from "../ablationProblem";
import { innerNorm } from "../native/innerNorm";
import { scaledRows } from "../native/normedRows";

/** u = γ_p h / ρ of some positions, what the norm of the MLP's output h writes, and numbers of it. */
export interface InnerRows {
  /** [count, d] h */
  mlpOutput: Float32Array;
  /** [count, d] u, less its mean for a LayerNorm. */
  written: Float32Array;
  /** [count, d] written · γ of the final norm. */
  scaled: Float32Array;
  /** Each [count]: ρ² = |h|²/d + ε, x · u / d and |u|²/d with x the residual stream. */
  variance: Float32Array;
  product: Float32Array;
  square: Float32Array;
}

/**
 * What ablation reads of a norm of the MLP's output at positions t … t + count − 1, worked out in float64; null without one.
 *
 * @param residual [count, d] centred as the final norm does
 */
export function innerRows(
  { postNorm, norm, gamma }: AblationProblem,
  { t, count, residual }: { t: number; count: number; residual: Float32Array },
): InnerRows | null {
  if (postNorm === null) return null;
  const d = gamma.length;
  const { mlpOutput, written } = innerNorm(postNorm, { t, positions: count, norm });
  const meanProducts = (one: ArrayLike<number>, other: ArrayLike<number>) =>
    Float64Array.from({ length: count }, (_, row) => {
      let sum = 0;
      for (let at = row * d; at < (row + 1) * d; at++) sum += one[at]! * other[at]!;
      return sum / d;
    });
  return {
    mlpOutput: Float32Array.from(mlpOutput),
    written: Float32Array.from(written),
    scaled: scaledRows(written, gamma, null),
    variance: Float32Array.from(meanProducts(mlpOutput, mlpOutput), (value) => value + postNorm.epsilon),
    product: Float32Array.from(meanProducts(residual, written)),
    square: Float32Array.from(meanProducts(written, written)),
  };
}
