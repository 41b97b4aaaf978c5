import type { AblationProblem, AblationSums } from "../ablationProblem";
import { emptyAblationSums } from "../emptyAblationSums";
import { requireAblationProblem } from "../requireAblationProblem";

/**
 * Mean ablation the obvious way, in float64: for each position and neuron, x' = x + c·w_i, then the final norm and
 * the whole unembedding again. No algebra. O(T·m·V·d): for small problems.
 */
export function referenceAblate(problem: AblationProblem): AblationSums {
  const sizes = requireAblationProblem(problem);
  const { T, m, d } = sizes;
  const { finalResidual, activations, wOut, bands, sequences, sequenceCount } = problem;
  const sums = emptyAblationSums(problem, sizes);

  for (let t = 0; t < T; t++) {
    const clean = Float64Array.from(finalResidual.subarray(t * d, (t + 1) * d));
    const sigma = deviation(problem, clean);
    const loss = (sums.loss[t] = lossOf(problem, t, clean, sigma));
    for (let i = 0; i < m; i++) {
      const c = sums.meanActivation[i]! - activations[t * m + i]!;
      const ablated = clean.map((value, j) => value + c * wOut[i * d + j]!);
      const free = lossOf(problem, t, ablated, deviation(problem, ablated)) - loss;
      const frozen = lossOf(problem, t, ablated, sigma) - loss;
      const cell = (bands[t]! * sequenceCount + sequences[t]!) * m + i;
      sums.absolute[cell]! += Math.abs(free);
      sums.signed[cell]! += free;
      sums.frozenAbsolute[cell]! += Math.abs(frozen);
      sums.frozenSigned[cell]! += frozen;
    }
  }
  return sums;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** sqrt(var(x) + ε), or sqrt(mean(x²) + ε) for an RMSNorm. */
function deviation({ norm, epsilon }: AblationProblem, x: Float64Array): number {
  const centre = norm === "layer" ? mean(x) : 0;
  return Math.sqrt(mean(x.map((value) => (value - centre) ** 2)) + epsilon);
}

/** −ln softmax(norm(x) W_U + b_U)[y_t] with the norm's deviation given. */
function lossOf(problem: AblationProblem, t: number, x: Float64Array, sigma: number): number {
  const { gamma, beta, unembedding, unembeddingBias, targets } = problem;
  const d = x.length;
  const centre = problem.norm === "layer" ? mean(x) : 0;
  const normed = x.map((value, j) => ((value - centre) / sigma) * gamma[j]! + (beta?.[j] ?? 0));
  const logits = Float64Array.from({ length: unembedding.length / d }, (_, v) =>
    normed.reduce((sum, value, j) => sum + value * unembedding[v * d + j]!, unembeddingBias?.[v] ?? 0),
  );
  const most = logits.reduce((a, b) => Math.max(a, b));
  const logSum = most + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - most), 0));
  return logSum - logits[targets[t]!]!;
}
