import type { AblationProblem, AblationSums } from "../ablationProblem";
import { emptyAblationSums } from "../emptyAblationSums";
import { inOneSet } from "../inOneSet";
import type { AblationOptions } from "../numericKernels";
import { requireAblationProblem } from "../requireAblationProblem";
import { frequencyDirection } from "../frequencyDirection";

type ReferenceOptions = { [K in keyof AblationOptions]?: AblationOptions[K] | undefined };

/**
 * Mean ablation the obvious way, in float64: for each position and neuron the MLP's output, the residual stream, the
 * final norm and the whole unembedding again. No algebra. O(T·m·V·d): for small problems.
 */
export function referenceAblate(
  given: AblationProblem,
  { throwIfCancelled, onEffects }: Pick<ReferenceOptions, "throwIfCancelled" | "onEffects"> = {},
): AblationSums {
  const problem = inOneSet(given);
  const sizes = requireAblationProblem(problem);
  const { T, m, d } = sizes;
  const { finalResidual, activations, wOut, bands, sequences, sequenceCount, targets, frequency } = problem;
  const sums = emptyAblationSums(problem, sizes);
  const direction = frequency && frequencyDirection(frequency.logUnigram);

  for (let t = 0; t < T; t++) {
    const clean = Float64Array.from(finalResidual.subarray(t * d, (t + 1) * d));
    const sigma = deviation(problem, clean);
    const z = logitsOf(problem, clean, sigma);
    const y = targets[t]!;
    const loss = (sums.loss[t] = lossOf(z, y));
    const row = new Float64Array(m);
    for (let i = 0; i < m; i++) {
      throwIfCancelled?.();
      const c = sums.meanActivation[i]! - activations[t * m + i]!;
      const added = Float64Array.from({ length: d }, (_, j) => c * wOut[i * d + j]!);
      const change = problem.postNorm === null ? added : changeOfPostNorm(problem.postNorm, t, added);
      const ablated = clean.map((value, j) => value + change[j]!);
      const changed = logitsOf(problem, ablated, deviation(problem, ablated));
      const free = lossOf(changed, y) - loss;
      const frozen = lossOf(logitsOf(problem, ablated, sigma), y) - loss;
      const cell = (bands[t]! * sequenceCount + sequences[t]!) * m + i;
      row[i] = free;
      sums.absolute[cell]! += Math.abs(free);
      sums.signed[cell]! += free;
      sums.frozenAbsolute[cell]! += Math.abs(frozen);
      sums.frozenSigned[cell]! += frozen;
      if (sums.frequency === null || frequency === null || direction === null) continue;

      const shift = changed.reduce((sum, value, v) => sum + (value - z[v]!) * direction[v]!, 0);
      const kept = changed.map((value, v) => value - shift * direction[v]!);
      const delta = lossOf(kept, y) - loss;
      const { logUnigram } = frequency;
      sums.frequency.frozenAbsolute[cell]! += Math.abs(delta);
      sums.frequency.frozenSigned[cell]! += delta;
      sums.frequency.divergence[cell]! += Math.abs(
        divergence(changed, logUnigram) - divergence(z, logUnigram),
      );
    }
    onEffects?.({ t, count: 1, i: 0, n: m, free: row });
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

/** By how much the norm of the MLP's output moves when `added` is added to what it reads. [d] */
function changeOfPostNorm(
  { gamma, epsilon, mlpOutput }: NonNullable<AblationProblem["postNorm"]>,
  t: number,
  added: Float64Array,
): Float64Array {
  const d = gamma.length;
  const before = Float64Array.from(mlpOutput.subarray(t * d, (t + 1) * d));
  const after = before.map((value, j) => value + added[j]!);
  const rms = (x: Float64Array) => Math.sqrt(mean(x.map((value) => value ** 2)) + epsilon);
  const [rmsBefore, rmsAfter] = [rms(before), rms(after)];
  return before.map((value, j) => (after[j]! / rmsAfter - value / rmsBefore) * gamma[j]!);
}

/** The final norm of x with its deviation given, the unembedding and the cap. [V] */
function logitsOf(problem: AblationProblem, x: Float64Array, sigma: number): Float64Array {
  const { gamma, beta, unembedding, unembeddingBias, softCap } = problem;
  const d = x.length;
  const centre = problem.norm === "layer" ? mean(x) : 0;
  const normed = x.map((value, j) => ((value - centre) / sigma) * gamma[j]! + (beta?.[j] ?? 0));
  const logits = Float64Array.from({ length: unembedding.length / d }, (_, v) =>
    normed.reduce((sum, value, j) => sum + value * unembedding[v * d + j]!, unembeddingBias?.[v] ?? 0),
  );
  return softCap === null ? logits : logits.map((z) => softCap * Math.tanh(z / softCap));
}

/** ln Σ exp z. */
function logSumExp(z: Float64Array): number {
  const most = z.reduce((a, b) => Math.max(a, b));
  return most + Math.log(z.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

/** −ln softmax(z)[y] */
const lossOf = (z: Float64Array, y: number) => logSumExp(z) - z[y]!;

/** KL(softmax z ‖ p) = Σ P (ln P − ln p) */
function divergence(z: Float64Array, logUnigram: Float64Array): number {
  const normalizer = logSumExp(z);
  return z.reduce((sum, value, v) => {
    const logP = value - normalizer;
    return sum + Math.exp(logP) * (logP - logUnigram[v]!);
  }, 0);
}
