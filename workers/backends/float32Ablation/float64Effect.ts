import type { AblationProblem } from "../ablationProblem";
import { frequencyDirection } from "../frequencyDirection";
import { innerNorm } from "../native/innerNorm";
import { centredRows } from "../native/normedRows";

/**
 * Δ of one position and neuron in float64, with the norm free and frozen, and where token frequency is asked for with its
 * direction kept, and the difference of KL: for the few neurons that carry nearly all of the residual stream or of the MLP's
 * output, where float32 has nothing left. From the difference of the two normed rows, O(V·d).
 *
 * @param c what ablation adds to the neuron's activation
 * @param bias [V] of the logits
 */
export function float64Effect(
  problem: AblationProblem,
  bias: Float64Array,
  { t, i, c }: { t: number; i: number; c: number },
): number[] {
  const { finalResidual, gamma, unembedding, softCap, frequency, norm } = problem;
  const d = gamma.length;
  const y = problem.targets[t]!;
  const deviation = (values: Float64Array) =>
    Math.sqrt(sumOf(values, (value) => value * value) / d + problem.epsilon);
  const clean = centredRows(finalResidual.subarray(t * d, (t + 1) * d), d, norm);
  const change = centredRows(changeOf(problem, { t, i, c }), d, norm);
  const ablated = clean.map((value, j) => value + change[j]!);
  const [before, after] = [deviation(clean), deviation(ablated)];

  const raw = project(clean.map((value) => value / before));
  bias.forEach((value, v) => (raw[v]! += value));
  const capped = (values: Float64Array) =>
    softCap === null ? values : values.map((value) => softCap * Math.tanh(value / softCap));
  const z = capped(raw);
  const normalizer = logSumExp(z);
  const effectOf = (shifts: Float64Array) =>
    logSumExp(z.map((value, v) => value + shifts[v]!)) - normalizer - shifts[y]!;
  const [free, frozen] = [after, before].map((scale) => {
    const shifts = project(ablated.map((value, j) => value / scale - clean[j]! / before));
    return softCap === null
      ? shifts
      : capped(raw.map((value, v) => value + shifts[v]!)).map((value, v) => value - z[v]!);
  }) as [Float64Array, Float64Array];
  const effects = [effectOf(free), effectOf(frozen)];
  if (frequency === null) return effects;

  const { logUnigram } = frequency;
  const f = frequencyDirection(logUnigram);
  const along = sumOf(f, (value, v) => value * free[v]!);
  const ablatedLogits = z.map((value, v) => value + free[v]!);
  return [
    ...effects,
    effectOf(free.map((value, v) => value - along * f[v]!)),
    divergence(ablatedLogits, logUnigram) - divergence(z, logUnigram),
  ];

  /** W_U · (row ⊙ γ) */
  function project(row: Float64Array): Float64Array {
    return Float64Array.from(bias, (_, v) =>
      sumOf(row, (value, j) => value * gamma[j]! * unembedding[v * d + j]!),
    );
  }
}

/** What ablation adds to the residual stream. [d] */
function changeOf(
  { wOut, postNorm, gamma: { length: d } }: AblationProblem,
  { t, i, c }: { t: number; i: number; c: number },
): Float64Array {
  const added = Float64Array.from(wOut.subarray(i * d, (i + 1) * d), (value) => c * value);
  if (postNorm === null) return added;
  const { mlpOutput, written } = innerNorm(postNorm, { t, positions: 1, norm: "rms" });
  const rho = (values: Float64Array) =>
    Math.sqrt(sumOf(values, (value) => value * value) / d + postNorm.epsilon);
  const ablated = mlpOutput.map((value, j) => value + added[j]!);
  const after = rho(ablated);
  return ablated.map((value, j) => (value / after) * postNorm.gamma[j]! - written[j]!);
}

/** KL(softmax z ‖ p) */
function divergence(z: Float64Array, logUnigram: Float64Array): number {
  const normalizer = logSumExp(z);
  return sumOf(z, (value, v) => Math.exp(value - normalizer) * (value - normalizer - logUnigram[v]!));
}

function logSumExp(values: Float64Array): number {
  const most = values.reduce((a, b) => Math.max(a, b));
  return most + Math.log(sumOf(values, (value) => Math.exp(value - most)));
}

function sumOf(values: Float64Array, term: (value: number, at: number) => number): number {
  return values.reduce((sum, value, at) => sum + term(value, at), 0);
}
