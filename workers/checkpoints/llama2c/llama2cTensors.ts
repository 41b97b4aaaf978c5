import type { Llama2cHeader } from "./llama2cHeader";

/** One stretch of the file: tensors of one kind, one for each layer, or a single one. */
interface Stretch {
  /** `{}` stands for the layer. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly perLayer: boolean;
  /** Heads whose rows rotate in pairs, where there are any. */
  readonly rotaryHeads?: number;
}

/** What the file holds, in its order, by the names of Hugging Face's Llama. null: numbers that are no weights. */
export function llama2cStretches(header: Llama2cHeader): (Stretch | { skippedElements: number })[] {
  const { width: d, mlpWidth: m, vocabulary: v, heads, keyValueHeads, version, tied } = header;
  const headWidth = d / heads;
  const keyValueWidth = headWidth * keyValueHeads;
  const layer = (name: string, ...shape: number[]): Stretch => ({
    name: `model.layers.{}.${name}.weight`,
    shape,
    perLayer: true,
  });
  const single = (name: string, ...shape: number[]): Stretch => ({ name, shape, perLayer: false });

  const embedding = single("model.embed_tokens.weight", v, d);
  const attentionNorm = layer("input_layernorm", d);
  const mlpNorm = layer("post_attention_layernorm", d);
  const finalNorm = single("model.norm.weight", d);
  const attention = [
    { ...layer("self_attn.q_proj", d, d), rotaryHeads: heads },
    { ...layer("self_attn.k_proj", keyValueWidth, d), rotaryHeads: keyValueHeads },
    layer("self_attn.v_proj", keyValueWidth, d),
    layer("self_attn.o_proj", d, d),
  ];
  const mlp = [layer("mlp.gate_proj", m, d), layer("mlp.down_proj", d, m), layer("mlp.up_proj", m, d)];
  const head = tied ? [] : [single("lm_head.weight", v, d)];

  if (version === 1) {
    return [attentionNorm, mlpNorm, finalNorm, embedding, ...attention, ...mlp, ...head];
  }
  // The cosines and sines of the rotary angles.
  const angles = { skippedElements: header.context * headWidth };
  return [embedding, attentionNorm, ...attention, mlpNorm, ...mlp, finalNorm, angles, ...head];
}
