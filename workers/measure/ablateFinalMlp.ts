import type { AblationProblem, AblationSums } from "~workers/backends/ablationProblem";
import type { NumericKernels } from "~workers/backends/numericKernels";
import type { EvaluatedModel } from "./evaluateModel";
import type { Subject } from "./openSubject";

/** The mean ablation of every neuron of the final MLP at every evaluated position. METHODS §2. */
export function ablateFinalMlp(
  kernels: NumericKernels,
  { run, model, mlp, batch, bands }: Subject,
  { finalResidual, activations, positionBands }: EvaluatedModel,
): AblationSums {
  const values = (name: string) => model.parameters.get(`transformer.${name}`)!.values;
  const { mode, tolerance } = run.config.measure.influence;
  const problem: AblationProblem = {
    norm: "layer",
    epsilon: model.shape.epsilon,
    finalResidual,
    activations,
    wOut: mlp.wOut,
    postNorm: null,
    gamma: values("ln_f.weight"),
    beta: values("ln_f.bias"),
    unembedding: values("wte.weight"),
    unembeddingBias: null,
    softCap: null,
    frequency: null,
    targets: batch.targets,
    bands: positionBands,
    bandCount: bands.names.length,
    sequences: Int32Array.from(batch.targets, (_, t) => Math.floor(t / batch.context)),
    sequenceCount: batch.sequences,
  };
  return kernels.ablate(problem, { tolerance: mode === "certified" ? tolerance : null });
}
