import { activations } from "../activation";
import type { Family } from "../family";
import { hiddenSizes } from "../hiddenSizes";
import { linear } from "../linear";
import { layerNorm } from "../norm";
import { readRotary } from "../rotaryConfig";

/** Phi 1, 1.5 and 2: one norm for a parallel attention and MLP, a part of each head turns, biases everywhere. */
export const phi: Family = {
  name: "phi",
  modelTypes: ["phi"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: (shapeOf) =>
    shapeOf("layers.0.self_attn.dense.weight") !== undefined &&
    shapeOf("layers.0.mlp.fc1.weight") !== undefined,
  describe: (config) => {
    const sizes = hiddenSizes(config);
    const epsilon = config.number("layer_norm_eps", 1e-5);
    const activation = config.choice("hidden_act", activations, "gelu_new");
    const rotary = readRotary(config, { headWidth: sizes.headWidth, base: 10_000, share: 0.5 });
    const normsHeads = config.flag("qk_layernorm", false);
    return {
      family: "phi",
      sizes,
      embedding: { tokens: "embed_tokens" },
      block: (layer) => {
        const block = `layers.${layer}`;
        const norm = layerNorm(`${block}.input_layernorm`, epsilon);
        return {
          residual: "parallel",
          attention: {
            norm,
            query: linear(`${block}.self_attn.q_proj`, "required"),
            key: linear(`${block}.self_attn.k_proj`, "required"),
            value: linear(`${block}.self_attn.v_proj`, "required"),
            output: linear(`${block}.self_attn.dense`, "required"),
            headNorm: normsHeads
              ? {
                  query: layerNorm(`${block}.self_attn.q_layernorm`, epsilon),
                  key: layerNorm(`${block}.self_attn.k_layernorm`, epsilon),
                  over: "head",
                }
              : null,
            rotary,
          },
          mlp: {
            norm,
            up: linear(`${block}.mlp.fc1`, "required"),
            down: linear(`${block}.mlp.fc2`, "required"),
            activation,
          },
        };
      },
      head: {
        norm: layerNorm("final_layernorm", epsilon),
        unembedding: "lm_head",
        bias: true,
        tied: config.findFlag("tie_word_embeddings"),
      },
    };
  },
};
