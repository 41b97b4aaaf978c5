import { activations } from "../activation";
import type { Architecture } from "../architecture";
import type { ConfigReader } from "../configReader";
import type { Family } from "../family";
import { hiddenSizes } from "../hiddenSizes";
import { linear } from "../linear";
import { rmsNorm } from "../norm";
import { readRotary } from "../rotaryConfig";

/** Llama 1 to 3, SmolLM, TinyLlama, llama2.c: RMSNorm, gated MLP, rotary positions, shared key-value heads. */
export const llama: Family = {
  name: "llama",
  modelTypes: ["llama"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: (shapeOf) =>
    shapeOf("layers.0.self_attn.q_proj.weight") !== undefined &&
    shapeOf("layers.0.mlp.gate_proj.weight") !== undefined &&
    shapeOf("layers.0.input_layernorm.weight") !== undefined &&
    shapeOf("layers.0.pre_feedforward_layernorm.weight") === undefined &&
    shapeOf("layers.0.self_attn.q_norm.weight") === undefined,
  infer: (shapeOf) => {
    const [vocabulary, width = 0] = shapeOf("embed_tokens.weight") ?? [];
    const headWidth = width >= 4096 ? 128 : 64;
    const [outputs = 0] = shapeOf("layers.0.self_attn.q_proj.weight") ?? [];
    const [keyOutputs = 0] = shapeOf("layers.0.self_attn.k_proj.weight") ?? [];
    return {
      config: {
        vocab_size: vocabulary,
        hidden_size: width,
        intermediate_size: shapeOf("layers.0.mlp.gate_proj.weight")?.[0],
        num_attention_heads: outputs / headWidth,
        num_key_value_heads: keyOutputs / headWidth,
        max_position_embeddings: 2048,
        rms_norm_eps: 1e-5,
      },
      assumed: {
        num_attention_heads: `heads of ${headWidth}`,
        max_position_embeddings: "2048 positions",
        rope_theta: "a rotary base of 10000",
        rms_norm_eps: "1e-5 in every norm",
      },
    };
  },
  describe: (config) => describeLlama(config, "llama"),
};

/** What Llama's many relatives share; each of their files says in what they differ. */
export function describeLlama(config: ConfigReader, family: string): Architecture {
  const sizes = hiddenSizes(config);
  const epsilon = config.number("rms_norm_eps", 1e-6);
  const activation = config.choice("hidden_act", activations, "silu");
  const rotary = readRotary(config, { headWidth: sizes.headWidth, base: 10_000 });
  return {
    family,
    sizes,
    embedding: { tokens: "embed_tokens" },
    block: (layer) => {
      const block = `layers.${layer}`;
      return {
        residual: "sequential",
        attention: {
          norm: rmsNorm(`${block}.input_layernorm`, epsilon),
          query: linear(`${block}.self_attn.q_proj`),
          key: linear(`${block}.self_attn.k_proj`),
          value: linear(`${block}.self_attn.v_proj`),
          output: linear(`${block}.self_attn.o_proj`),
          rotary,
        },
        mlp: {
          norm: rmsNorm(`${block}.post_attention_layernorm`, epsilon),
          gate: linear(`${block}.mlp.gate_proj`),
          up: linear(`${block}.mlp.up_proj`),
          down: linear(`${block}.mlp.down_proj`),
          activation,
        },
      };
    },
    head: {
      norm: rmsNorm("norm", epsilon),
      unembedding: "lm_head",
      tied: config.findFlag("tie_word_embeddings"),
    },
  };
}
