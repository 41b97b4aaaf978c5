import { activations } from "../activation";
import type { Architecture } from "../architecture";
import { changeBlocks } from "../changeBlocks";
import type { ConfigReader } from "../configReader";
import type { Family } from "../family";
import { rmsNorm } from "../norm";
import { describeLlama } from "./llama";

/** Gemma 1: Llama with embeddings times √d, norms that store their scale less 1, and an approximate GELU. */
export const gemma: Family = {
  name: "gemma",
  modelTypes: ["gemma"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: () => false, // its tensors are Llama's
  describe: (config) => describeGemma(config, "gemma"),
};

export function describeGemma(config: ConfigReader, family: string): Architecture {
  const llama = describeLlama(config, family);
  const epsilon = config.number("rms_norm_eps", 1e-6);
  // Early configs say `hidden_act: "gelu"` and mean the approximation all the same.
  const activation = config.choice("hidden_activation", activations, "gelu_pytorch_tanh");
  return {
    ...changeBlocks(llama, ({ attention, mlp }, layer) => ({
      attention: { ...attention, norm: rmsNorm(`layers.${layer}.input_layernorm`, epsilon, 1) },
      mlp: { ...mlp, activation, norm: rmsNorm(`layers.${layer}.post_attention_layernorm`, epsilon, 1) },
    })),
    embedding: { ...llama.embedding, scale: Math.sqrt(llama.sizes.width) },
    head: { ...llama.head, norm: rmsNorm("norm", epsilon, 1) },
  };
}
