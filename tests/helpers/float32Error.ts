import type { AblationProblem } from "~workers/backends/ablationProblem";
import { emptyAblationSums } from "~workers/backends/emptyAblationSums";
import { centredRows, meanSquares } from "~workers/backends/native/normedRows";
import { requireAblationProblem } from "~workers/backends/requireAblationProblem";

/** Eight units in the last place. */
const unit = 2 ** -21;

/**
 * What float32 may do to Δ of each position and neuron, in nats: with x = αL + s·g (workers/kernels/ablation.h) reaching r,
 * units of r itself; and units of the clean logits' reach, which Δ feels as far as the softmax moves, at most min(1, r). [T, m]
 */
export function float32Error(problem: AblationProblem): Float64Array {
  const sizes = requireAblationProblem(problem);
  const { T, m, V, d } = sizes;
  const { activations, gamma, unembedding, epsilon, norm } = problem;
  const means = emptyAblationSums(problem, sizes).meanActivation;
  const residual = centredRows(problem.finalResidual, d, norm);
  const output = centredRows(problem.wOut, d, norm);
  const sigma = meanSquares(residual, d).map((square) => Math.sqrt(square + epsilon));
  const halfRange = (row: Float64Array) => {
    let [low, high] = [Infinity, -Infinity];
    for (let v = 0; v < V; v++) {
      let x = 0;
      for (let j = 0; j < d; j++) x += row[j]! * gamma[j]! * unembedding[v * d + j]!;
      [low, high] = [Math.min(low, x), Math.max(high, x)];
    }
    return (high - low) / 2;
  };
  const reachOf = (rows: Float64Array) =>
    Float64Array.from({ length: rows.length / d }, (_, row) =>
      halfRange(rows.subarray(row * d, (row + 1) * d)),
    );
  const [reachL, reachG] = [reachOf(residual).map((reach, t) => reach / sigma[t]!), reachOf(output)];
  return Float64Array.from({ length: T * m }, (_, at) => {
    const [t, i] = [Math.floor(at / m), at % m];
    const c = means[i]! - activations[at]!;
    let square = 0;
    for (let j = 0; j < d; j++) square += (residual[t * d + j]! + c * output[i * d + j]!) ** 2;
    const after = Math.sqrt(square / d + epsilon);
    const free = Math.abs(sigma[t]! / after - 1) * reachL[t]! + Math.abs(c / after) * reachG[i]!;
    const reach = Math.max(free, Math.abs(c / sigma[t]!) * reachG[i]!);
    return unit * (reach + Math.min(1, reach) * reachL[t]!);
  });
}
