import type { Architecture } from "../architecture";
import { changeBlocks } from "../changeBlocks";
import type { ConfigReader } from "../configReader";
import type { Family } from "../family";
import { rmsNorm } from "../norm";
import { describeLlama } from "./llama";

/** Llama with norms behind attention and MLP instead of before them, and one over all queries and all keys. */
export const olmo2: Family = {
  name: "olmo2",
  modelTypes: ["olmo2"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: (shapeOf) =>
    shapeOf("layers.0.post_feedforward_layernorm.weight") !== undefined &&
    shapeOf("layers.0.input_layernorm.weight") === undefined,
  describe: (config) => describeOlmo2(config, "olmo2"),
};

export function describeOlmo2(config: ConfigReader, family: string): Architecture {
  const epsilon = config.number("rms_norm_eps", 1e-5);
  return changeBlocks(describeLlama(config, family), ({ attention, mlp }, layer) => ({
    attention: {
      ...attention,
      norm: null,
      postNorm: rmsNorm(`layers.${layer}.post_attention_layernorm`, epsilon),
      headNorm: {
        query: rmsNorm(`layers.${layer}.self_attn.q_norm`, epsilon),
        key: rmsNorm(`layers.${layer}.self_attn.k_norm`, epsilon),
        over: "all",
      },
    },
    mlp: {
      ...mlp,
      norm: null,
      postNorm: rmsNorm(`layers.${layer}.post_feedforward_layernorm`, epsilon),
    },
  }));
}
