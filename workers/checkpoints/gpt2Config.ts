import { z } from "zod";
import type { Gpt2Shape } from "~workers/lm/gpt2Shape";

const activations = { gelu: "erf", gelu_new: "tanh", gelu_pytorch_tanh: "tanh" } as const;
const size = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** Of config.json, what a forward pass depends on. */
const HuggingFaceGpt2 = z
  .object({
    model_type: z.literal("gpt2"),
    vocab_size: size,
    n_positions: size,
    n_embd: size,
    n_layer: size.max(1024),
    n_head: size,
    n_inner: size.nullish(),
    activation_function: z.enum(["gelu", "gelu_new", "gelu_pytorch_tanh"]).default("gelu_new"),
    layer_norm_epsilon: z.number().positive().default(1e-5),
    tie_word_embeddings: z.literal(true).default(true),
    scale_attn_weights: z.literal(true).default(true),
    scale_attn_by_inverse_layer_idx: z.literal(false).default(false),
  })
  .refine(({ n_embd, n_head }) => n_embd % n_head === 0, { path: ["n_head"], message: "must divide n_embd" });

/** @throws ZodError when it describes no GPT-2 that can be run here */
export function parseGpt2Config(json: unknown): Gpt2Shape {
  const config = HuggingFaceGpt2.parse(json);
  return {
    layers: config.n_layer,
    width: config.n_embd,
    heads: config.n_head,
    mlpWidth: config.n_inner ?? 4 * config.n_embd,
    context: config.n_positions,
    vocabulary: config.vocab_size,
    epsilon: config.layer_norm_epsilon,
    gelu: activations[config.activation_function],
  };
}

/** The config.json that Hugging Face's transformers needs to open the checkpoint. */
export function describeGpt2(shape: Gpt2Shape) {
  return {
    architectures: ["GPT2LMHeadModel"],
    model_type: "gpt2",
    vocab_size: shape.vocabulary,
    n_positions: shape.context,
    n_embd: shape.width,
    n_layer: shape.layers,
    n_head: shape.heads,
    n_inner: shape.mlpWidth,
    activation_function: shape.gelu === "erf" ? "gelu" : "gelu_new",
    layer_norm_epsilon: shape.epsilon,
    bos_token_id: shape.vocabulary - 1,
    eos_token_id: shape.vocabulary - 1,
    tie_word_embeddings: true,
    torch_dtype: "float32",
  };
}
