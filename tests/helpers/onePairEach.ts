import type { AblationProblem } from "~workers/backends/ablationProblem";

/** Each position a sequence of its own, so that a sum is the Δ of one pair. */
export function onePairEach(problem: AblationProblem): AblationProblem {
  const T = problem.targets.length;
  return {
    ...problem,
    ...{ bands: new Uint8Array(T), bandCount: 1, sequences: Int32Array.from({ length: T }, (_, t) => t) },
    sequenceCount: T,
  };
}
