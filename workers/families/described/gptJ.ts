import { activations } from "../activation";
import type { Family } from "../family";
import { linear } from "../linear";
import { layerNorm } from "../norm";

/** GPT-J: one norm for a parallel attention and MLP, neighbouring entries of a head turn together, a head with bias. */
export const gptJ: Family = {
  name: "gptj",
  modelTypes: ["gptj"],
  tokens: "wte",
  blocks: "h.",
  recognises: (shapeOf) => shapeOf("h.0.mlp.fc_in.weight") !== undefined,
  describe: (config) => {
    const width = config.size("n_embd");
    const heads = config.size("n_head");
    if (width % heads !== 0) config.fail("n_head", `a divisor of n_embd, ${width}`);
    const turning = config.size("rotary_dim", 64);
    if (turning % 2 !== 0 || turning > width / heads)
      config.fail("rotary_dim", `even, and at most a head's width of ${width / heads}`);
    const epsilon = config.number("layer_norm_epsilon", 1e-5);
    const activation = config.choice("activation_function", activations, "gelu_new");
    return {
      family: "gptj",
      sizes: {
        layers: config.size("n_layer"),
        ...{ width, heads, keyValueHeads: heads, headWidth: width / heads },
        mlpWidth: config.size("n_inner", 4 * width),
        context: config.size("n_positions"),
        vocabulary: config.size("vocab_size"),
      },
      embedding: { tokens: "wte" },
      block: (layer) => {
        const h = `h.${layer}`;
        const norm = layerNorm(`${h}.ln_1`, epsilon);
        return {
          residual: "parallel",
          attention: {
            norm,
            query: linear(`${h}.attn.q_proj`, "none"),
            key: linear(`${h}.attn.k_proj`, "none"),
            value: linear(`${h}.attn.v_proj`, "none"),
            output: linear(`${h}.attn.out_proj`, "none"),
            rotary: { width: turning, layout: "interleaved", base: 10_000, scaling: null },
          },
          mlp: {
            norm,
            up: linear(`${h}.mlp.fc_in`, "required"),
            down: linear(`${h}.mlp.fc_out`, "required"),
            activation,
          },
        };
      },
      head: {
        norm: layerNorm("ln_f", epsilon),
        unembedding: "lm_head",
        bias: true,
        tied: config.findFlag("tie_word_embeddings"),
      },
    };
  },
};
