import { changeBlocks } from "../changeBlocks";
import type { Family } from "../family";
import { rmsNorm } from "../norm";
import type { Rotary } from "../rotary";
import { readRotary } from "../rotaryConfig";
import { slidingWindow } from "../slidingWindow";
import { describeGemma2 } from "./gemma2";

/** Gemma 2 with norms on each head's queries and keys, no caps, and local layers that turn by a base of their own. */
export const gemma3: Family = {
  name: "gemma3",
  modelTypes: ["gemma3_text", "gemma3"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: (shapeOf) =>
    shapeOf("layers.0.pre_feedforward_layernorm.weight") !== undefined &&
    shapeOf("layers.0.self_attn.q_norm.weight") !== undefined,
  describe: (outer) => {
    const config = outer.findNested("text_config") ?? outer;
    const gemma2 = describeGemma2(config, "gemma3");
    const { headWidth } = gemma2.sizes;
    const epsilon = config.number("rms_norm_eps", 1e-6);
    const pattern = config.size("sliding_window_pattern", 6);
    const window = slidingWindow(config, (layer) => (layer + 1) % pattern !== 0);
    const global = readRotary(config, { headWidth, base: 1e6, layerType: "full_attention" });
    const local: Rotary =
      config.find("rope_parameters") === undefined
        ? { ...global, base: config.number("rope_local_base_freq", 1e4), scaling: null }
        : readRotary(config, { headWidth, base: 1e4, layerType: "sliding_attention" });
    return changeBlocks(gemma2, ({ attention }, layer) => ({
      attention: {
        ...attention,
        headNorm: {
          query: rmsNorm(`layers.${layer}.self_attn.q_norm`, epsilon, 1),
          key: rmsNorm(`layers.${layer}.self_attn.k_norm`, epsilon, 1),
          over: "head",
        },
        rotary: window(layer) === null ? global : local,
        window: window(layer),
      },
    }));
  },
};
