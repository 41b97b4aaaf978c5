import type { AblationProblem } from "../ablationProblem";

/** Each row less its mean for a LayerNorm, as it is for an RMSNorm, in float64. [rows, d] */
export function centredRows(
  values: Float32Array | Float64Array,
  d: number,
  norm: AblationProblem["norm"],
): Float64Array {
  const rows = Float64Array.from(values);
  if (norm === "rms") return rows;
  for (let start = 0; start < rows.length; start += d) {
    let mean = 0;
    for (let j = 0; j < d; j++) mean += rows[start + j]!;
    mean /= d;
    for (let j = 0; j < d; j++) rows[start + j]! -= mean;
  }
  return rows;
}

/** Each centred row times γ, and divided by its own deviation σ where ε is given. [rows, d] */
export function scaledRows(centred: Float64Array, gamma: Float32Array, epsilon: number | null): Float32Array {
  const d = gamma.length;
  const squares = epsilon === null ? null : meanSquares(centred, d);
  const scaled = new Float32Array(centred.length);
  for (let start = 0, row = 0; start < scaled.length; start += d, row++) {
    const sigma = squares === null || epsilon === null ? 1 : Math.sqrt(squares[row]! + epsilon);
    for (let j = 0; j < d; j++) scaled[start + j] = (centred[start + j]! * gamma[j]!) / sigma;
  }
  return scaled;
}

/** |row|² / d: the variance of each centred row. [rows] */
export function meanSquares(centred: Float64Array, d: number): Float64Array {
  return Float64Array.from({ length: centred.length / d }, (_, row) => {
    let squares = 0;
    for (let j = row * d; j < (row + 1) * d; j++) squares += centred[j]! ** 2;
    return squares / d;
  });
}
