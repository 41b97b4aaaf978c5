import type { AblationProblem } from "~workers/backends/ablationProblem";
import type { EvaluatedModel } from "../evaluateModel";
import type { Subject } from "../subject";

/** The mean ablation of every neuron of the final MLP at every evaluated position. METHODS §2. */
export function finalMlpProblem(
  { head, mlp, batch, bands }: Pick<Subject, "head" | "mlp" | "batch" | "bands">,
  { finalResidual, activations, mlpOutput, positionBands }: EvaluatedModel,
): AblationProblem {
  return {
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
  };
}
