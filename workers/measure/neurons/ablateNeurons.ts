import type { AblationSums } from "~workers/backends/ablationProblem";
import { toleranceOf } from "../influence/ablateFinalMlp";
import { finalMlpProblem } from "../influence/finalMlpProblem";
import type { Session } from "../session";

interface NeuronAblation {
  neurons: Int32Array;
  /** [T, n] what each of them is set to instead of its mean, position by position. */
  replacements?: Float32Array;
  /** Whether Δ of every position is wanted. */
  effects?: boolean;
}

/** The ablation of some neurons of the final MLP. `effects`: [n][T], empty where they are not wanted. */
export async function ablateNeurons(
  { subject, kernels, signal, evaluated }: Session,
  { neurons, replacements, effects: wanted = false }: NeuronAblation,
): Promise<{ sums: AblationSums; effects: Float32Array[] }> {
  const problem = finalMlpProblem(subject, await evaluated());
  const { neurons: all, width } = subject.mlp;
  const n = neurons.length;
  const positions = problem.targets.length;
  const activations = new Float32Array(positions * n);
  for (let t = 0; t < positions; t++) {
    for (let k = 0; k < n; k++) activations[t * n + k] = problem.activations[t * all + neurons[k]!]!;
  }
  const wOut = new Float32Array(n * width);
  neurons.forEach((neuron, k) => {
    wOut.set(problem.wOut.subarray(neuron * width, (neuron + 1) * width), k * width);
  });

  const effects = wanted ? Array.from(neurons, () => new Float32Array(positions)) : [];
  // The kernel moves each neuron by (what it is set to) − (what it holds): only the difference counts.
  const moved = replacements && {
    activations: activations.map((value, at) => value - replacements[at]!),
    replacement: new Float64Array(n),
  };
  const sums = await kernels.ablate(
    { ...problem, activations, wOut, frequency: null, ...moved },
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
