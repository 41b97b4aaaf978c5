import type { AblationProblem } from "../ablationProblem";
import type { AblationSizes } from "../requireAblationProblem";

/** What the tables over the vocabulary may take: by position, and signatures by neuron. */
export interface AblationBudget {
  positionBytes: number;
  neuronBytes: number;
}
export const ablationBudget: AblationBudget = { positionBytes: 256 * 2 ** 20, neuronBytes: 512 * 2 ** 20 };

/** Σ P L^n that the kernels keep of a position. */
export const POSITION_MOMENTS = 5;

/** Neurons of a piece: those of a kernel's task. */
export const neuronGrain = 32;

/** A multiple of 64, and an odd one, as ablation.h asks for. */
export function paddedLength(V: number): number {
  const chunks = Math.ceil(V / 64);
  return 64 * (chunks % 2 === 0 ? chunks + 1 : chunks);
}

/** b = β W_U + b_U, and what ablation_positions wants in the padding. */
export function logitBias(problem: AblationProblem, { V, d }: AblationSizes, ld: number): Float64Array {
  const { beta, unembedding, unembeddingBias } = problem;
  const bias = new Float64Array(ld).fill(-1e300);
  for (let v = 0; v < V; v++) {
    let sum = unembeddingBias?.[v] ?? 0;
    if (beta !== null) for (let j = 0; j < d; j++) sum += beta[j]! * unembedding[v * d + j]!;
    bias[v] = sum;
  }
  return bias;
}

/** Band and sequence of each position in one. [T] */
export function cellsOf({ bands, sequences, sequenceCount }: AblationProblem): Int32Array {
  return sequences.map((sequence, t) => bands[t]! * sequenceCount + sequence);
}
