import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import type { BlockHooks, ModelSizes } from "~workers/lm/languageModel";
import { activation as activate } from "~workers/lm/ops/activation";
import { gated } from "~workers/lm/ops/gated";
import type { Mlp } from "../architecture";
import type { NamedWeights } from "../namedWeights";
import { loadLinear } from "./loadLinear";

export interface MlpOutcome {
  readonly activations: Tensor2D;
  readonly mlpOutput: Tensor2D;
}

export type RunMlp = (x: Tensor2D, neurons: BlockHooks["neurons"]) => MlpOutcome;

export async function loadMlp(
  { sizes, weights }: { readonly sizes: ModelSizes; readonly weights: NamedWeights },
  described: Mlp,
  keep: <T extends Tensor>(tensor: T) => T,
): Promise<RunMlp> {
  const { width, mlpWidth } = sizes;
  const { activation: form } = described;
  const gate = described.gate ? await loadLinear(weights, described.gate, { inputs: width, keep }) : null;
  const up = await loadLinear(weights, described.up, { inputs: width, keep });
  const down = await loadLinear(weights, described.down, { inputs: mlpWidth, keep });
  return (x, hook) => {
    const neurons = gate ? gated(gate(x), up(x), form) : activate(up(x), form);
    const activations = hook ? hook(neurons) : neurons;
    return { activations, mlpOutput: down(activations) };
  };
}
