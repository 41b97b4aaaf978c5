import type { AblationSums } from "~workers/backends/ablationProblem";
import { sharedFloats } from "~workers/backends/sharedFloats";
import { toleranceOf } from "../influence/ablateFinalMlp";
import { finalMlpProblem } from "../influence/finalMlpProblem";
import type { Session } from "../session";

interface NeuronAblation {
  neurons: Int32Array;
  /** k of [T, n]: what each of them is set to instead of its mean, position by position; null for zeros. */
  replacements?: readonly (Float32Array | null)[];
  /** Whether Δ of every position is wanted. */
  effects?: boolean;
}

/**
 * The ablation of some neurons of the final MLP. With replacements it is k ablations in one, since all of them read the
 * same tables over the vocabulary and the same moments of them: the columns of the sums are the n neurons set to the first, then to the second …
 *
 * @returns `effects`: [n][T], or [k·n][T]; empty where they are not wanted
 */
export async function ablateNeurons(
  { subject, kernels, signal, evaluated }: Session,
  { neurons, replacements, effects: wanted = false }: NeuronAblation,
): Promise<{ sums: AblationSums; effects: Float32Array[] }> {
  const problem = finalMlpProblem(subject, await evaluated());
  const { neurons: all, width } = subject.mlp;
  const n = neurons.length;
  const sets = replacements?.length ?? 1;
  const columns = sets * n;
  const positions = problem.targets.length;
  // The kernel moves each neuron by (what it is set to) − (what it holds): only the difference counts.
  const activations = sharedFloats(positions * columns);
  const wOut = new Float32Array(n * width);
  neurons.forEach((neuron, k) => {
    wOut.set(problem.wOut.subarray(neuron * width, (neuron + 1) * width), k * width);
  });
  for (let set = 0; set < sets; set++) {
    const replacement = replacements?.[set] ?? null;
    for (let t = 0; t < positions; t++) {
      const to = t * columns + set * n;
      for (let k = 0; k < n; k++)
        activations[to + k] =
          problem.activations[t * all + neurons[k]!]! - (replacement === null ? 0 : replacement[t * n + k]!);
    }
  }

  const effects = wanted ? Array.from({ length: columns }, () => new Float32Array(positions)) : [];
  const sums = await kernels.ablate(
    {
      ...{ ...problem, activations, wOut, sets },
      ...(replacements && { replacement: new Float64Array(columns) }),
    },
    {
      tolerance: toleranceOf(subject),
      throwIfCancelled: () => signal.throwIfAborted(),
      ...(wanted && {
        onEffects: ({ t, count, i, n: block, free }) => {
          for (let k = 0; k < block; k++) {
            for (let row = 0; row < count; row++) effects[i + k]![t + row] = free[row * block + k]!;
          }
        },
      }),
    },
  );
  return { sums, effects };
}
