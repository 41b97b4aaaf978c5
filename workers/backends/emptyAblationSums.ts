import type { AblationProblem, AblationSums } from "./ablationProblem";
import type { AblationSizes } from "./requireAblationProblem";

/** Sums of no position yet, beside what does not depend on the ablation: mean activations and position counts. */
export function emptyAblationSums(problem: AblationProblem, { T, m }: AblationSizes): AblationSums {
  const { activations, replacement, bands, sequences, bandCount, sequenceCount } = problem;
  const cells = bandCount * sequenceCount;
  const zeros = () => new Float64Array(cells * m);
  const sums: AblationSums = {
    loss: new Float64Array(T),
    meanActivation: new Float64Array(m),
    absolute: zeros(),
    signed: zeros(),
    frozenAbsolute: zeros(),
    frozenSigned: zeros(),
    frequency: problem.frequency && { frozenAbsolute: zeros(), frozenSigned: zeros(), divergence: zeros() },
    counts: new Float64Array(cells),
    certifiedShare: null,
  };
  for (let t = 0; t < T; t++) sums.counts[bands[t]! * sequenceCount + sequences[t]!]! += 1;
  if (replacement) {
    sums.meanActivation.set(replacement);
    return sums;
  }
  for (let t = 0; t < T; t++) {
    for (let i = 0; i < m; i++) sums.meanActivation[i]! += activations[t * m + i]!;
  }
  for (let i = 0; i < m; i++) sums.meanActivation[i]! /= T;
  return sums;
}
