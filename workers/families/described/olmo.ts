import { changeBlocks } from "../changeBlocks";
import type { Family } from "../family";
import { plainLayerNorm } from "../norm";
import { describeLlama } from "./llama";

/** Llama with LayerNorms that have no weights; queries, keys and values may be clipped. */
export const olmo: Family = {
  name: "olmo",
  modelTypes: ["olmo"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: (shapeOf) =>
    shapeOf("layers.0.mlp.gate_proj.weight") !== undefined &&
    shapeOf("layers.0.post_attention_layernorm.weight") === undefined,
  describe: (config) => {
    const norm = plainLayerNorm(1e-5);
    const llama = describeLlama(config, "olmo");
    const clip = config.findNumber("clip_qkv");
    return {
      ...changeBlocks(llama, ({ attention, mlp }) => ({
        attention: { ...attention, norm, clip },
        mlp: { ...mlp, norm },
      })),
      head: { ...llama.head, norm },
    };
  },
};
