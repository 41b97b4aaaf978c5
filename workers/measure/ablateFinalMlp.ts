import type { AblationSums } from "~workers/backends/ablationProblem";
import type { NumericKernels } from "~workers/backends/numericKernels";
import type { EvaluatedModel } from "./evaluateModel";
import type { Subject } from "./subject";

/** The mean ablation of every neuron of the final MLP at every evaluated position, exactly. METHODS §2. */
export function ablateFinalMlp(
  kernels: NumericKernels,
  { head, mlp, batch, bands }: Subject,
  { finalResidual, activations, mlpOutput, positionBands }: EvaluatedModel,
): Promise<AblationSums> {
  return kernels.ablate({
    norm: head.norm,
    epsilon: head.epsilon,
    finalResidual,
    activations,
    wOut: mlp.wOut,
    postNorm: mlp.postNorm && { ...mlp.postNorm, mlpOutput },
    gamma: head.gamma,
    beta: head.beta,
    unembedding: head.unembedding,
    unembeddingBias: head.unembeddingBias,
    softCap: head.softCap,
    frequency: null,
    targets: batch.targets,
    bands: positionBands,
    bandCount: bands.names.length,
    sequences: Int32Array.from(batch.targets, (_, t) => Math.floor(t / batch.context)),
    sequenceCount: batch.sequences,
  });
}
