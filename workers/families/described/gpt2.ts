import { activations } from "../activation";
import type { Architecture } from "../architecture";
import type { ConfigReader } from "../configReader";
import type { Family, ShapeOf } from "../family";
import { conv1d, partOf } from "../linear";
import { layerNorm } from "../norm";

/** Radford et al. 2019, in the names and the [in, out] layout of Hugging Face's transformers. */
export const gpt2: Family = {
  name: "gpt2",
  modelTypes: ["gpt2"],
  tokens: "wte",
  blocks: "h.",
  recognises: (shapeOf) => {
    const [inputs = 0, outputs = 0] = shapeOf("h.0.attn.c_attn.weight") ?? [];
    return inputs > 0 && outputs === 3 * inputs;
  },
  infer: (shapeOf) => inferGpt2(shapeOf, shapeOf("h.0.mlp.c_fc.weight")?.[1]),
  describe: (config) => describeGpt2(config, "gpt2"),
};

export function describeGpt2(config: ConfigReader, family: string): Architecture {
  config.only("add_cross_attention", false);
  const width = config.size("n_embd");
  const heads = config.size("n_head");
  if (width % heads !== 0) config.fail("n_head", `a divisor of n_embd, ${width}`);
  const epsilon = config.number("layer_norm_epsilon", 1e-5);
  const scale = config.flag("scale_attn_weights", true) ? (width / heads) ** -0.5 : 1;
  const fallsWithDepth = config.flag("scale_attn_by_inverse_layer_idx", false);
  const activation = config.choice("activation_function", activations, "gelu_new");
  return {
    family,
    sizes: {
      layers: config.size("n_layer"),
      ...{ width, heads, keyValueHeads: heads, headWidth: width / heads },
      mlpWidth: config.size("n_inner", 4 * width),
      context: config.size(["n_positions", "n_ctx", "block_size"]),
      vocabulary: config.size("vocab_size"),
    },
    embedding: { tokens: "wte", positions: { name: "wpe", offset: 0 } },
    block: (layer) => {
      const h = `h.${layer}`;
      const qkv = (part: number) => partOf(conv1d(`${h}.attn.c_attn`), [width, width, width], part);
      return {
        residual: "sequential",
        attention: {
          norm: layerNorm(`${h}.ln_1`, epsilon),
          ...{ query: qkv(0), key: qkv(1), value: qkv(2) },
          output: conv1d(`${h}.attn.c_proj`),
          scale: fallsWithDepth ? scale / (layer + 1) : scale,
        },
        mlp: {
          norm: layerNorm(`${h}.ln_2`, epsilon),
          up: conv1d(`${h}.mlp.c_fc`),
          down: conv1d(`${h}.mlp.c_proj`),
          activation,
        },
      };
    },
    head: {
      norm: layerNorm("ln_f", epsilon),
      unembedding: "lm_head",
      tied: config.findFlag("tie_word_embeddings"),
    },
  };
}

export function inferGpt2(shapeOf: ShapeOf, neurons: number | undefined) {
  const [vocabulary, width = 0] = shapeOf("wte.weight") ?? [];
  return {
    config: {
      vocab_size: vocabulary,
      n_embd: width,
      n_positions: shapeOf("wpe.weight")?.[0],
      n_inner: neurons,
      n_head: width / 64,
    },
    assumed: { n_head: `${width / 64} heads of 64` },
  };
}
