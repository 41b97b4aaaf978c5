import type { AblationProblem, AblationSums } from "./ablationProblem";
import type { AblationSizes } from "./requireAblationProblem";

/** Sums of no position yet, beside what does not depend on the ablation: mean activations and position counts. */
export function emptyAblationSums(problem: AblationProblem, { T, m }: AblationSizes): AblationSums {
  const { activations, bands, sequences, bandCount, sequenceCount } = problem;
  const cells = bandCount * sequenceCount;
  const sums: AblationSums = {
    loss: new Float64Array(T),
    meanActivation: new Float64Array(m),
    absolute: new Float64Array(cells * m),
    signed: new Float64Array(cells * m),
    frozenAbsolute: new Float64Array(cells * m),
    frozenSigned: new Float64Array(cells * m),
    counts: new Float64Array(cells),
  };
  for (let t = 0; t < T; t++) {
    sums.counts[bands[t]! * sequenceCount + sequences[t]!]! += 1;
    for (let i = 0; i < m; i++) sums.meanActivation[i]! += activations[t * m + i]!;
  }
  for (let i = 0; i < m; i++) sums.meanActivation[i]! /= T;
  return sums;
}
