import type { ShapeToWrite } from "./writeShapes";

/** The shape of TinyLlama 1.1B. */
export const llamaConfig = {
  model_type: "llama",
  hidden_size: 2048,
  intermediate_size: 5632,
  num_hidden_layers: 22,
  num_attention_heads: 32,
  num_key_value_heads: 4,
  vocab_size: 32_000,
  max_position_embeddings: 2048,
  rms_norm_eps: 1e-5,
  rope_theta: 10_000,
  hidden_act: "silu",
  tie_word_embeddings: false,
};

/** Its tensors in Hugging Face names. */
export function llamaShapes(): ShapeToWrite[] {
  const { hidden_size: d, intermediate_size: m, vocab_size: tokens } = llamaConfig;
  const narrow = (d / llamaConfig.num_attention_heads) * llamaConfig.num_key_value_heads;
  const matrix = (name: string, rows: number, columns: number) => ({
    name: `${name}.weight`,
    shape: [rows, columns],
  });
  const norm = (name: string) => ({ name: `${name}.weight`, shape: [d], constant: 1 });
  const block = (layer: number): ShapeToWrite[] => {
    const at = `model.layers.${layer}`;
    return [
      norm(`${at}.input_layernorm`),
      matrix(`${at}.self_attn.q_proj`, d, d),
      matrix(`${at}.self_attn.k_proj`, narrow, d),
      matrix(`${at}.self_attn.v_proj`, narrow, d),
      matrix(`${at}.self_attn.o_proj`, d, d),
      norm(`${at}.post_attention_layernorm`),
      matrix(`${at}.mlp.gate_proj`, m, d),
      matrix(`${at}.mlp.up_proj`, m, d),
      matrix(`${at}.mlp.down_proj`, d, m),
    ];
  };
  return [
    matrix("model.embed_tokens", tokens, d),
    ...Array.from({ length: llamaConfig.num_hidden_layers }, (_, layer) => block(layer)).flat(),
    norm("model.norm"),
    matrix("lm_head", tokens, d),
  ];
}
