import type { Architecture } from "../architecture";
import { changeBlocks } from "../changeBlocks";
import type { ConfigReader } from "../configReader";
import type { Family } from "../family";
import { rmsNorm } from "../norm";
import { slidingWindow } from "../slidingWindow";
import { describeGemma } from "./gemma";

/** Gemma with norms on both sides of attention and MLP, soft-capped scores and logits, every other layer local. */
export const gemma2: Family = {
  name: "gemma2",
  modelTypes: ["gemma2"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: (shapeOf) =>
    shapeOf("layers.0.pre_feedforward_layernorm.weight") !== undefined &&
    shapeOf("layers.0.self_attn.q_norm.weight") === undefined,
  describe: (config) => {
    const window = slidingWindow(config, (layer) => layer % 2 === 0);
    return changeBlocks(describeGemma2(config, "gemma2"), ({ attention }, layer) => ({
      attention: { ...attention, window: window(layer) },
    }));
  },
};

/** What Gemma 2 and 3 share. */
export function describeGemma2(config: ConfigReader, family: string): Architecture {
  const gemma = describeGemma(config, family);
  const epsilon = config.number("rms_norm_eps", 1e-6);
  const norm = (layer: number, name: string) => rmsNorm(`layers.${layer}.${name}`, epsilon, 1);
  return {
    ...changeBlocks(gemma, ({ attention, mlp }, layer) => ({
      attention: {
        ...attention,
        postNorm: norm(layer, "post_attention_layernorm"),
        scale: config.number("query_pre_attn_scalar", 256) ** -0.5,
        softCap: config.findNumber("attn_logit_softcapping"),
      },
      mlp: {
        ...mlp,
        norm: norm(layer, "pre_feedforward_layernorm"),
        postNorm: norm(layer, "post_feedforward_layernorm"),
      },
    })),
    head: { ...gemma.head, softCap: config.findNumber("final_logit_softcapping") },
  };
}
