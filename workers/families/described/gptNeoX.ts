import { activations } from "../activation";
import type { Family } from "../family";
import { hiddenSizes } from "../hiddenSizes";
import { linear, partOfEachHead } from "../linear";
import { layerNorm } from "../norm";
import { readRotary } from "../rotaryConfig";

/** GPT-NeoX and Pythia: a fused query_key_value that holds head after head, and both residual forms. */
export const gptNeoX: Family = {
  name: "gpt_neox",
  modelTypes: ["gpt_neox"],
  tokens: "embed_in",
  blocks: "layers.",
  recognises: (shapeOf) => shapeOf("layers.0.attention.query_key_value.weight") !== undefined,
  infer: (shapeOf) => {
    const [vocabulary, width = 0] = shapeOf("embed_in.weight") ?? [];
    return {
      config: {
        vocab_size: vocabulary,
        hidden_size: width,
        intermediate_size: shapeOf("layers.0.mlp.dense_h_to_4h.weight")?.[0],
        num_attention_heads: width / 64,
        max_position_embeddings: 2048,
      },
      assumed: {
        num_attention_heads: `${width / 64} heads of 64`,
        rotary_pct: "a quarter of each head turns",
        use_parallel_residual: "attention and MLP are parallel",
        max_position_embeddings: "2048 positions",
      },
    };
  },
  describe: (config) => {
    const sizes = hiddenSizes(config);
    const epsilon = config.number("layer_norm_eps", 1e-5);
    const activation = config.choice("hidden_act", activations, "gelu");
    const rotary = readRotary(config, { headWidth: sizes.headWidth, base: 10_000, share: 0.25 });
    return {
      family: "gpt_neox",
      sizes,
      embedding: { tokens: "embed_in" },
      block: (layer) => {
        const block = `layers.${layer}`;
        const qkv = (part: number) =>
          partOfEachHead(linear(`${block}.attention.query_key_value`), sizes, part);
        return {
          residual: config.flag("use_parallel_residual", true) ? "parallel" : "sequential",
          attention: {
            norm: layerNorm(`${block}.input_layernorm`, epsilon),
            ...{ query: qkv(0), key: qkv(1), value: qkv(2) },
            output: linear(`${block}.attention.dense`),
            rotary,
          },
          mlp: {
            norm: layerNorm(`${block}.post_attention_layernorm`, epsilon),
            up: linear(`${block}.mlp.dense_h_to_4h`, "required"),
            down: linear(`${block}.mlp.dense_4h_to_h`, "required"),
            activation,
          },
        };
      },
      head: {
        norm: layerNorm("final_layer_norm", epsilon),
        unembedding: "embed_out",
        tied: config.findFlag("tie_word_embeddings"),
      },
    };
  },
};
