import type { AblationProblem, PostNorm } from "../ablationProblem";
import { centredRows } from "./normedRows";

interface Rows {
  /** Positions t … t + positions − 1. */
  t: number;
  positions: number;
  /** The final norm's kind. */
  norm: AblationProblem["norm"];
}

/**
 * What the norm between an MLP and the residual stream makes of some positions, in float64. Each [positions, d]
 *
 * @returns `mlpOutput` h, and `written` γ h / ρ with ρ = √(mean h² + ε), centred for a LayerNorm as `centredRows` does
 */
export function innerNorm(
  { gamma, epsilon, mlpOutput: all }: PostNorm,
  { t, positions, norm }: Rows,
): { mlpOutput: Float64Array; written: Float64Array } {
  const d = gamma.length;
  const mlpOutput = Float64Array.from(all.subarray(t * d, (t + positions) * d));
  const written = new Float64Array(mlpOutput.length);
  for (let start = 0; start < written.length; start += d) {
    let squares = 0;
    for (let j = 0; j < d; j++) squares += mlpOutput[start + j]! ** 2;
    const rho = Math.sqrt(squares / d + epsilon);
    for (let j = 0; j < d; j++) written[start + j] = (gamma[j]! * mlpOutput[start + j]!) / rho;
  }
  return { mlpOutput, written: centredRows(written, d, norm) };
}
