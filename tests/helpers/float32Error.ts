import type { AblationShape } from "./randomAblationProblem";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import { emptyAblationSums } from "~workers/backends/emptyAblationSums";
import { innerNorm } from "~workers/backends/native/innerNorm";
import { cellsOf } from "~workers/backends/native/ablationRows";
import { centredRows, meanSquares } from "~workers/backends/native/normedRows";
import { requireAblationProblem } from "~workers/backends/requireAblationProblem";

/** Eight units in the last place. */
const unit = 2 ** -21;

/**
 * What float32 may do to Δ of each position and neuron, in nats: with x = αL + s·g + ηH (workers/kernels/ablationExtended.h)
 * reaching r, units of r itself; and units of the clean logits' reach, which Δ feels as far as the softmax moves, at most min(1, r). [T, m]
 */
export function float32Error(problem: AblationProblem): Float64Array {
  const sizes = requireAblationProblem(problem);
  const { T, m, V, d } = sizes;
  const { activations, gamma, unembedding, epsilon, norm, postNorm, softCap } = problem;
  const means = emptyAblationSums(problem, sizes).meanActivation;
  const residual = centredRows(problem.finalResidual, d, norm);
  const sigma = meanSquares(residual, d).map((square) => Math.sqrt(square + epsilon));
  const written = problem.wOut.map((value, at) => value * (postNorm?.gamma[at % d] ?? 1));
  const output = centredRows(written, d, norm);
  const inner = postNorm && innerNorm(postNorm, { t: 0, positions: T, norm });
  const reachOf = (rows: Float64Array) =>
    Float64Array.from({ length: rows.length / d }, (_, row) => {
      let [low, high] = [Infinity, -Infinity];
      for (let v = 0; v < V; v++) {
        let x = 0;
        for (let j = 0; j < d; j++) x += rows[row * d + j]! * gamma[j]! * unembedding[v * d + j]!;
        [low, high] = [Math.min(low, x), Math.max(high, x)];
      }
      // A cap does not spare what all tokens have in common.
      return softCap === null ? (high - low) / 2 : Math.max(high, -low);
    });
  const [reachL, reachG] = [reachOf(residual).map((reach, t) => reach / sigma[t]!), reachOf(output)];
  const reachH = inner && reachOf(inner.written);
  return Float64Array.from({ length: T * m }, (_, at) => {
    const [t, i] = [Math.floor(at / m), at % m];
    const c = means[i]! - activations[at]!;
    let [scale, eta, square] = [c, 0, 0];
    if (inner) {
      const rho = (by: number) => {
        let sum = 0;
        for (let j = 0; j < d; j++) sum += (inner.mlpOutput[t * d + j]! + by * problem.wOut[i * d + j]!) ** 2;
        return Math.sqrt(sum / d + postNorm.epsilon);
      };
      scale = c / rho(c);
      eta = rho(0) / rho(c) - 1;
    }
    for (let j = 0; j < d; j++) {
      const added = scale * output[i * d + j]! + eta * (inner?.written[t * d + j] ?? 0);
      square += (residual[t * d + j]! + added) ** 2;
    }
    const after = Math.sqrt(square / d + epsilon);
    const direct = Math.abs(scale) * reachG[i]! + Math.abs(eta) * (reachH?.[t] ?? 0);
    const reach = Math.max(Math.abs(sigma[t]! / after - 1) * reachL[t]! + direct / after, direct / sigma[t]!);
    return unit * (reach + Math.min(1, reach) * reachL[t]!);
  });
}

/**
 * The same of each sum over positions, [cells · m], where shifts reach so far that it is more than what METHODS §8 allows: a
 * position may stand alone in its sum with a small Δ. undefined for smaller shifts.
 */
export function roundingOfSums(problem: AblationProblem, { scale }: AblationShape): Float64Array | undefined {
  if (scale < 10) return undefined;
  const cells = cellsOf(problem);
  const errors = float32Error(problem);
  const m = errors.length / cells.length;
  const sums = new Float64Array(problem.bandCount * problem.sequenceCount * m);
  errors.forEach((error, at) => (sums[cells[Math.floor(at / m)]! * m + (at % m)]! += error));
  return sums;
}
