import type { AblationProblem } from "./ablationProblem";

/** The same ablations with every column a neuron of its own, for what gains nothing from knowing which are the same. */
export function inOneSet(problem: AblationProblem): AblationProblem {
  const { sets = 1, wOut } = problem;
  if (sets === 1) return problem;
  const repeated = new Float32Array(sets * wOut.length);
  for (let set = 0; set < sets; set++) repeated.set(wOut, set * wOut.length);
  return { ...problem, sets: 1, wOut: repeated };
}
