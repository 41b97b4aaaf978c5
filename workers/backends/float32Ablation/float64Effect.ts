import type { AblationProblem } from "../ablationProblem";

/**
 * Δ of one position and neuron in float64, with the norm free and frozen: for the few neurons that carry nearly all of
 * the residual stream, where float32 has nothing left. From the difference of the two normed rows, O(V·d).
 *
 * @param c what ablation adds to the neuron's activation
 * @param bias [V] of the logits
 */
export function float64Effect(
  problem: AblationProblem,
  bias: Float64Array,
  { t, i, c }: { t: number; i: number; c: number },
): [free: number, frozen: number] {
  const { finalResidual, wOut, gamma, unembedding, targets } = problem;
  const d = gamma.length;
  const centred = (values: Float64Array) => {
    const mean = problem.norm === "layer" ? values.reduce((sum, value) => sum + value, 0) / d : 0;
    return values.map((value) => value - mean);
  };
  const deviation = (values: Float64Array) =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / d + problem.epsilon);
  const clean = centred(Float64Array.from(finalResidual.subarray(t * d, (t + 1) * d)));
  const output = centred(Float64Array.from(wOut.subarray(i * d, (i + 1) * d)));
  const ablated = clean.map((value, j) => value + c * output[j]!);
  const [before, after] = [deviation(clean), deviation(ablated)];

  const z = project(clean.map((value) => value / before));
  bias.forEach((value, v) => (z[v]! += value));
  return [after, before].map((scale) => {
    const shifts = project(ablated.map((value, j) => value / scale - clean[j]! / before));
    return logSumExp(z.map((value, v) => value + shifts[v]!)) - logSumExp(z) - shifts[targets[t]!]!;
  }) as [number, number];

  /** W_U · (row ⊙ γ) */
  function project(row: Float64Array): Float64Array {
    return Float64Array.from(bias, (_, v) =>
      row.reduce((sum, value, j) => sum + value * gamma[j]! * unembedding[v * d + j]!, 0),
    );
  }
}

function logSumExp(values: Float64Array): number {
  const most = values.reduce((a, b) => Math.max(a, b));
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}
