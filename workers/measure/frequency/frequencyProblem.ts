import type { AblationProblem, TokenFrequency } from "~workers/backends/ablationProblem";
import type { EvaluatedModel } from "../evaluateModel";
import { firstPositions } from "../firstPositions";
import { finalMlpProblem } from "../influence/finalMlpProblem";
import type { Subject } from "../subject";

type Part = Pick<Subject, "head" | "mlp" | "batch" | "bands" | "settings">;

/**
 * The mean ablation of every neuron of the final MLP on the first `frequencyPositions` of the evaluated text, and what of
 * it goes through token frequency. METHODS §2.
 */
export function frequencyProblem(
  subject: Part,
  { finalResidual, activations, mlpOutput, positionBands }: EvaluatedModel,
): AblationProblem & { frequency: TokenFrequency } {
  const batch = firstPositions(subject.batch, subject.settings.frequencyPositions);
  const positions = batch.targets.length;
  const first = (rows: Float32Array) => rows.subarray(0, (rows.length / positionBands.length) * positions);
  const evaluated = {
    finalResidual: first(finalResidual),
    activations: first(activations),
    mlpOutput: first(mlpOutput),
    positionBands: positionBands.subarray(0, positions),
  };
  return {
    ...finalMlpProblem({ ...subject, batch }, evaluated),
    frequency: { logUnigram: subject.bands.probability.map(Math.log) },
  };
}
