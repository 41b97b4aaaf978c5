import { activations } from "../activation";
import type { Architecture } from "../architecture";
import type { Family } from "../family";
import { linear } from "../linear";
import { layerNorm, plainLayerNorm } from "../norm";

/** OPT: learned positions whose first two rows are unused, ReLU, and in OPT-350m norms on the residual stream. */
export const opt: Family = {
  name: "opt",
  modelTypes: ["opt"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: (shapeOf) =>
    shapeOf("embed_positions.weight") !== undefined &&
    shapeOf("layers.0.self_attn_layer_norm.weight") !== undefined,
  infer: (shapeOf) => {
    const [vocabulary, narrow = 0] = shapeOf("embed_tokens.weight") ?? [];
    const [positions = 0, width = 0] = shapeOf("embed_positions.weight") ?? [];
    return {
      config: {
        vocab_size: vocabulary,
        hidden_size: width,
        word_embed_proj_dim: narrow,
        max_position_embeddings: positions - 2,
        ffn_dim: shapeOf("layers.0.fc1.weight")?.[0],
        num_attention_heads: width / 64,
        // OPT-350m, which has no final norm, is the one whose norms stand on the stream.
        do_layer_norm_before: shapeOf("final_layer_norm.weight") !== undefined,
      },
      assumed: { num_attention_heads: `${width / 64} heads of 64` },
    };
  },
  describe: (config): Architecture => {
    const width = config.size("hidden_size");
    const heads = config.size("num_attention_heads");
    if (width % heads !== 0) config.fail("num_attention_heads", `a divisor of hidden_size, ${width}`);
    const layers = config.size("num_hidden_layers");
    const narrow = config.size("word_embed_proj_dim", width);
    const before = config.flag("do_layer_norm_before", true);
    const hasFinalNorm = before && !config.flag("_remove_final_layer_norm", false);
    const activation = config.choice("activation_function", activations, "relu");
    const bias = config.flag("enable_bias", true) ? "required" : "none";
    const norm = (name: string) =>
      config.flag("layer_norm_elementwise_affine", true) ? layerNorm(name, 1e-5) : plainLayerNorm(1e-5);
    const lastNorm = `layers.${layers - 1}.final_layer_norm`;
    if (before && !hasFinalNorm) config.fail("_remove_final_layer_norm", "false: the head needs a norm");
    const projection = (name: string) =>
      narrow === width ? null : { linear: linear(name, "none"), width: narrow };

    return {
      family: "opt",
      sizes: {
        ...{ layers, width, heads, keyValueHeads: heads, headWidth: width / heads },
        mlpWidth: config.size("ffn_dim"),
        context: config.size("max_position_embeddings"),
        vocabulary: config.size("vocab_size"),
      },
      embedding: {
        tokens: "embed_tokens",
        positions: { name: "embed_positions", offset: 2 },
        projection: projection("project_in"),
      },
      block: (layer) => {
        const block = `layers.${layer}`;
        const ofAttention = norm(`${block}.self_attn_layer_norm`);
        const ofMlp = norm(`${block}.final_layer_norm`);
        return {
          residual: "sequential",
          attention: {
            ...(before ? { norm: ofAttention } : { streamNorm: ofAttention }),
            query: linear(`${block}.self_attn.q_proj`, bias),
            key: linear(`${block}.self_attn.k_proj`, bias),
            value: linear(`${block}.self_attn.v_proj`, bias),
            output: linear(`${block}.self_attn.out_proj`, bias),
          },
          mlp: {
            ...(before ? { norm: ofMlp } : { streamNorm: layer === layers - 1 ? null : ofMlp }),
            up: linear(`${block}.fc1`, bias),
            down: linear(`${block}.fc2`, bias),
            activation,
          },
        };
      },
      head: {
        norm: norm(before ? "final_layer_norm" : lastNorm),
        projection: projection("project_out"),
        unembedding: "lm_head",
        tied: config.findFlag("tie_word_embeddings"),
      },
    };
  },
};
