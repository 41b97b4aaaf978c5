import { requireThat } from "~/core/errors";
import type { AblationProblem } from "./ablationProblem";
import { requireFinite } from "./requireFinite";

export interface AblationSizes {
  /** Positions, neurons in all sets, tokens of the vocabulary and width of the residual stream. */
  T: number;
  m: number;
  V: number;
  d: number;
}

/**
 * The sizes of a problem whose parts fit each other.
 *
 * @throws AppError invalid_argument naming the part that does not fit, or holds a NaN or an infinity
 */
export function requireAblationProblem(problem: AblationProblem): AblationSizes {
  const { gamma, targets, wOut, unembedding, bands, sequences, bandCount, sequenceCount } = problem;
  const { postNorm, softCap, frequency, sets = 1 } = problem;
  requireThat(Number.isInteger(sets) && sets > 0, `sets is ${sets}; it must be a positive integer.`);
  const sizes = {
    T: targets.length,
    m: (sets * wOut.length) / gamma.length,
    V: unembedding.length / gamma.length,
    d: gamma.length,
  };
  const { T, m, V, d } = sizes;
  requireThat(
    T > 0 && m > 0 && V > 0 && d > 0,
    `Ablation needs at least one position, neuron, token and dimension; got T=${T}, m=${m}, V=${V}, d=${d}.`,
  );
  requirePositive("epsilon", problem.epsilon);
  if (postNorm !== null) requirePositive("postNorm.epsilon", postNorm.epsilon);
  if (softCap !== null) requirePositive("softCap", softCap);

  const parts = {
    finalResidual: [problem.finalResidual, T * d, "T·d"],
    activations: [problem.activations, T * m, "T·m"],
    replacement: [problem.replacement ?? null, Math.floor(m), "m"],
    wOut: [wOut, Math.floor(m / sets) * d, "m·d"],
    gamma: [gamma, d, "d"],
    beta: [problem.beta, d, "d"],
    unembedding: [unembedding, Math.floor(V) * d, "V·d"],
    unembeddingBias: [problem.unembeddingBias, V, "V"],
    "postNorm.gamma": [postNorm?.gamma ?? null, d, "d"],
    "postNorm.mlpOutput": [postNorm?.mlpOutput ?? null, T * d, "T·d"],
    "frequency.logUnigram": [frequency?.logUnigram ?? null, V, "V"],
  } as const;
  for (const [name, [values, length, shape]] of Object.entries(parts)) {
    if (values === null) continue;
    requireLength(name, values.length, length, shape);
    requireFinite(name, values);
  }
  requireLength("bands", bands.length, T, "T");
  requireLength("sequences", sequences.length, T, "T");
  requireBelow("targets", targets, V);
  requireBelow("bands", bands, bandCount);
  requireBelow("sequences", sequences, sequenceCount);
  return sizes;
}

function requirePositive(name: string, value: number): void {
  requireThat(value > 0 && Number.isFinite(value), `${name} is ${value}; it must be positive.`);
}

function requireLength(name: string, length: number, expected: number, shape: string): void {
  requireThat(length === expected, `${name} has ${length} values; ${shape} = ${expected} were expected.`);
}

function requireBelow(name: string, values: Int32Array | Uint8Array, bound: number): void {
  const wrong = values.findIndex((value) => value < 0 || value >= bound);
  requireThat(wrong < 0, `${name}[${wrong}] is ${values[wrong]}; it must lie between 0 and ${bound - 1}.`);
}
