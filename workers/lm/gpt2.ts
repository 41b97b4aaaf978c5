import type { Scalar, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Gpt2Shape } from "./gpt2Shape";
import { activation } from "./ops/activation";
import { add } from "./ops/add";
import { causalAttention } from "./ops/causalAttention";
import { crossEntropy } from "./ops/crossEntropy";
import { embed } from "./ops/embed";
import { layerNorm } from "./ops/layerNorm";
import { linear } from "./ops/linear";

/** A model's parameters as tensors, by Hugging Face's names. */
export interface Gpt2 {
  readonly shape: Gpt2Shape;
  readonly weights: ReadonlyMap<string, Tensor>;
}

export interface FinalBlock {
  /** [N, d_mlp] the last MLP's neurons, after the nonlinearity. */
  readonly activations: Tensor2D;
  /** [N, d_model] what the final norm reads. */
  readonly residual: Tensor2D;
}

/**
 * GPT-2 up to the final norm: pre-norm blocks, learned positions. N = batch · context, B sequences of C tokens.
 *
 * @param ids [B, C] int32
 */
export function finalBlock(model: Gpt2, ids: Tensor2D): FinalBlock {
  const [batch, context] = ids.shape;
  const { layers, heads, gelu: kind } = model.shape;
  const { matrix, norm, project } = layersOf(model);

  let x = embed(ids, { wte: matrix("wte.weight"), wpe: matrix("wpe.weight") }); // [N, d]
  let activations: Tensor2D = x;
  for (let layer = 0; layer < layers; layer++) {
    const h = `h.${layer}`;
    const qkv = project(norm(x, `${h}.ln_1`), `${h}.attn.c_attn`); // [N, 3d]
    const mixed = causalAttention(qkv, { batch, context, heads }); // [N, d]
    x = add(x, project(mixed, `${h}.attn.c_proj`));
    activations = activation(project(norm(x, `${h}.ln_2`), `${h}.mlp.c_fc`), kind); // [N, m]
    x = add(x, project(activations, `${h}.mlp.c_proj`));
  }
  return { activations, residual: x };
}

/** What the tied unembedding reads. @param residual [N, d] */
export const finalNorm = (model: Gpt2, residual: Tensor2D): Tensor2D =>
  layersOf(model).norm(residual, "ln_f");

/** [vocabulary, d_model], embedding and unembedding in one. */
export const tokenEmbedding = (model: Gpt2): Tensor2D => layersOf(model).matrix("wte.weight");

/**
 * Mean cross-entropy in nats of the next tokens, with a gradient for every weight.
 *
 * @param ids [B, C] int32
 * @param targets [B · C] int32
 */
export function meanLoss(model: Gpt2, ids: Tensor2D, targets: Tensor1D): Scalar {
  return crossEntropy(
    finalNorm(model, finalBlock(model, ids).residual),
    { weight: tokenEmbedding(model) },
    targets,
  );
}

function layersOf({ shape, weights }: Gpt2) {
  const weight = (name: string) => {
    const found = weights.get(`transformer.${name}`);
    if (found === undefined) throw new Error(`the model has no weight ${name}`);
    return found;
  };
  const matrix = (name: string) => weight(name) as Tensor2D;
  const vector = (name: string) => weight(name) as Tensor1D;
  return {
    matrix,
    norm: (x: Tensor2D, name: string) =>
      layerNorm(x, vector(`${name}.weight`), vector(`${name}.bias`), shape.epsilon),
    project: (x: Tensor2D, name: string) =>
      linear(x, { weight: matrix(`${name}.weight`), bias: vector(`${name}.bias`) }),
  };
}
