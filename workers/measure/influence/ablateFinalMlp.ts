import type { AblationSums } from "~workers/backends/ablationProblem";
import { sharedFloats } from "~workers/backends/sharedFloats";
import type { NumericKernels } from "~workers/backends/numericKernels";
import type { EvaluatedModel } from "../evaluateModel";
import type { Subject } from "../subject";
import { finalMlpProblem } from "./finalMlpProblem";

export interface Ablation {
  sums: AblationSums;
  /** [T, m] Δ at each position in nats; null where so many would take more than 256 MiB. */
  effects: Float32Array | null;
}

export interface AblationTools {
  kernels: NumericKernels;
  signal: AbortSignal;
}

/** The largest error of a Δ in nats that is taken for its speed, null where none is; its bound is proved pair by pair. */
export const toleranceOf = ({ settings: { influence } }: Subject): number | null =>
  influence.mode === "exact" ? null : influence.tolerance;

const mostEffects = 2 ** 26;

/** The mean ablation of every neuron of the final MLP at every evaluated position. METHODS §2. */
export async function ablateFinalMlp(
  subject: Subject,
  evaluated: EvaluatedModel,
  { kernels, signal }: AblationTools,
): Promise<Ablation> {
  const problem = finalMlpProblem(subject, evaluated);
  const { neurons } = subject.mlp;
  const effects = problem.activations.length <= mostEffects ? sharedFloats(problem.activations.length) : null;
  const sums = await kernels.ablate(problem, {
    tolerance: toleranceOf(subject),
    throwIfCancelled: () => signal.throwIfAborted(),
    ...(effects && {
      onEffects: ({ t, count, i, n, free }) => {
        for (let row = 0; row < count; row++)
          effects.set(free.subarray(row * n, (row + 1) * n), (t + row) * neurons + i);
      },
    }),
  });
  return { sums, effects };
}
