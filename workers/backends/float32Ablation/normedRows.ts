import type { AblationProblem } from "../ablationProblem";

export interface NormedRows {
  /** [rows, d] each row less its mean for a LayerNorm, as it is for an RMSNorm. */
  centred: Float32Array;
  /** [rows] the mean of its squares, and ε. */
  variance: Float32Array;
  /** [rows, d] centred · γ, divided by σ where ε is given. */
  scaled: Float32Array;
}

/** What the final norm makes of rows, worked out in float64. Without ε: what it makes of a direction. */
export function normedRows(
  values: Float32Array,
  { norm, gamma, epsilon }: Pick<AblationProblem, "norm" | "gamma"> & { epsilon: number | null },
): NormedRows {
  const d = gamma.length;
  const centred = new Float32Array(values.length);
  const scaled = new Float32Array(values.length);
  const variance = new Float32Array(values.length / d);
  for (let row = 0; row < variance.length; row++) {
    const own = Float64Array.from(values.subarray(row * d, (row + 1) * d));
    const mean = norm === "layer" ? own.reduce((sum, value) => sum + value, 0) / d : 0;
    const square = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / d + (epsilon ?? 0);
    const scale = epsilon === null ? 1 : 1 / Math.sqrt(square);
    variance[row] = square;
    own.forEach((value, j) => {
      centred[row * d + j] = value - mean;
      scaled[row * d + j] = (value - mean) * gamma[j]! * scale;
    });
  }
  return { centred, variance, scaled };
}
