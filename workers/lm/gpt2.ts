import type { Scalar, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Gpt2Shape } from "./gpt2Shape";
import type { AttentionInputs, BlockHooks, BlockOutput } from "./languageModel";
import { activation } from "./ops/activation";
import { add } from "./ops/add";
import { causalAttention } from "./ops/causalAttention";
import { crossEntropy } from "./ops/crossEntropy";
import { embed } from "./ops/embed";
import { layerNorm } from "./ops/layerNorm";
import { linear } from "./ops/linear";
import { once } from "./once";
import { splitColumns } from "./splitColumns";

/** A model's parameters as tensors, by Hugging Face's names. */
export interface Gpt2 {
  readonly shape: Gpt2Shape;
  readonly weights: ReadonlyMap<string, Tensor>;
}

/** @param ids [B, C] int32 @returns [B · C, d] */
export function embedTokens(model: Gpt2, ids: Tensor2D): Tensor2D {
  const { matrix } = layersOf(model);
  return embed(ids, { wte: matrix("wte.weight"), wpe: matrix("wpe.weight") });
}

/**
 * One pre-norm block. N = batch · context.
 *
 * @param x [N, d] the residual stream it reads
 */
export function runBlock(
  model: Gpt2,
  layer: number,
  x: Tensor2D,
  { batch, context, hooks = {} }: { batch: number; context: number; hooks?: BlockHooks },
): BlockOutput {
  const { heads, gelu: form } = model.shape;
  const { norm, project } = layersOf(model);
  const h = `h.${layer}`;

  const qkv = once(() => queriesKeysValues(model, layer, x));
  const mix = () => causalAttention(qkv(), { batch, context, heads }); // [N, d]
  const inputs = () => attentionInputs(model, qkv());
  const mixed = hooks.heads ? hooks.heads({ mixed: mix, inputs }) : mix();
  const attended = add(x, project(mixed, `${h}.attn.c_proj`));

  const neurons = activation(project(norm(attended, `${h}.ln_2`), `${h}.mlp.c_fc`), form); // [N, m]
  const activations = hooks.neurons ? hooks.neurons(neurons) : neurons;
  const mlpOutput = project(activations, `${h}.mlp.c_proj`);
  return { activations, mlpOutput, residual: add(attended, mlpOutput) };
}

/** [N, 3d], side by side. @param x [N, d] what the block reads */
export function queriesKeysValues(model: Gpt2, layer: number, x: Tensor2D): Tensor2D {
  const { norm, project } = layersOf(model);
  return project(norm(x, `h.${layer}.ln_1`), `h.${layer}.attn.c_attn`);
}

/** @param qkv [N, 3d] */
export function attentionInputs({ shape: { heads } }: Gpt2, qkv: Tensor2D): AttentionInputs {
  const [queries, keys, values] = splitColumns(qkv, 3);
  const scores = { scale: (queries!.shape[1] / heads) ** -0.5, softCap: 0, window: 0 };
  return { queries: queries!, keys: keys!, values: values!, scores };
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
  const [batch, context] = ids.shape;
  let x = embedTokens(model, ids);
  for (let layer = 0; layer < model.shape.layers; layer++) {
    x = runBlock(model, layer, x, { batch, context }).residual;
  }
  return crossEntropy(finalNorm(model, x), { weight: tokenEmbedding(model) }, targets);
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
