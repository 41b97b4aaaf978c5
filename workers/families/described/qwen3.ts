import { changeBlocks } from "../changeBlocks";
import type { Family } from "../family";
import { rmsNorm } from "../norm";
import { slidingWindow } from "../slidingWindow";
import { describeLlama } from "./llama";

/** Llama with an RMSNorm on each head's queries and keys. */
export const qwen3: Family = {
  name: "qwen3",
  modelTypes: ["qwen3"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: (shapeOf) =>
    shapeOf("layers.0.self_attn.q_norm.weight") !== undefined &&
    shapeOf("layers.0.input_layernorm.weight") !== undefined &&
    shapeOf("layers.0.pre_feedforward_layernorm.weight") === undefined,
  describe: (config) => {
    const epsilon = config.number("rms_norm_eps", 1e-6);
    const first = config.find("max_window_layers") ?? 28;
    const window = config.flag("use_sliding_window", false)
      ? slidingWindow(config, (layer) => layer >= Number(first))
      : () => null;
    return changeBlocks(describeLlama(config, "qwen3"), ({ attention }, layer) => ({
      attention: {
        ...attention,
        headNorm: {
          query: rmsNorm(`layers.${layer}.self_attn.q_norm`, epsilon),
          key: rmsNorm(`layers.${layer}.self_attn.k_norm`, epsilon),
          over: "head",
        },
        window: window(layer),
      },
    }));
  },
};
