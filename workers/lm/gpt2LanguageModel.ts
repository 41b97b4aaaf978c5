import { mlpMatrix } from "~/core/matrixName";
import { attentionInputs, embedTokens, finalNorm, queriesKeysValues, runBlock, tokenEmbedding } from "./gpt2";
import type { Parameters } from "./gpt2Parameters";
import type { Gpt2Shape } from "./gpt2Shape";
import type { LanguageModel, ModelSizes, WeightMatrix } from "./languageModel";
import { loadGpt2 } from "./loadGpt2";
import { tokenLosses } from "./ops/tokenLosses";
import { transpose } from "./transpose";

/** A GPT-2 of which every parameter is in memory, such as those trained here. */
export function gpt2LanguageModel(shape: Gpt2Shape, parameters: Parameters): LanguageModel {
  const { layers, width, heads, mlpWidth, context, vocabulary } = shape;
  const sizes: ModelSizes = {
    ...{ layers, width, heads, mlpWidth, context, vocabulary },
    keyValueHeads: heads,
    headWidth: width / heads,
  };
  const values = (name: string) => parameters.get(`transformer.${name}`)!.values;
  const matrices = listMatrices(sizes, values);

  return {
    family: "gpt2",
    sizes,
    matrices,
    head: () =>
      Promise.resolve({
        norm: "layer",
        epsilon: shape.epsilon,
        gamma: values("ln_f.weight"),
        beta: values("ln_f.bias"),
        unembedding: values("wte.weight"),
        unembeddingBias: null,
        softCap: null,
      }),
    mlp: (layer) =>
      Promise.resolve({
        layer,
        neurons: mlpWidth,
        width,
        wIn: transpose(values(`h.${layer}.mlp.c_fc.weight`), width, mlpWidth),
        wGate: null,
        bIn: values(`h.${layer}.mlp.c_fc.bias`),
        wOut: values(`h.${layer}.mlp.c_proj.weight`),
        postNorm: null,
      }),
    load: () => {
      const gpt2 = loadGpt2(shape, parameters);
      return Promise.resolve({
        sizes,
        embed: (ids) => embedTokens(gpt2, ids),
        block: (layer, residual, { batch, context }, hooks = {}) =>
          runBlock(gpt2, layer, residual, { batch, context, hooks }),
        attentionInputs: (layer, residual) => attentionInputs(gpt2, queriesKeysValues(gpt2, layer, residual)),
        losses: (residual, targets) =>
          tokenLosses(finalNorm(gpt2, residual), { weight: tokenEmbedding(gpt2) }, targets),
        dispose: gpt2.dispose,
      });
    },
  };
}

/** Hugging Face keeps linear weights as [in, out]; W_in has a row per neuron, as everywhere in Plateau. */
function listMatrices(
  { layers, width, mlpWidth, vocabulary, context }: ModelSizes,
  values: (name: string) => Float32Array,
): WeightMatrix[] {
  const stored = (name: string, source: string, rows: number, columns: number): WeightMatrix => ({
    ...{ name, rows, columns },
    read: () => Promise.resolve(values(`${source}.weight`)),
  });
  const block = (layer: number): WeightMatrix[] => [
    stored(`blocks.${layer}.attn.W_QKV`, `h.${layer}.attn.c_attn`, width, 3 * width),
    stored(`blocks.${layer}.attn.W_O`, `h.${layer}.attn.c_proj`, width, width),
    {
      ...{ name: mlpMatrix(layer, "W_in"), rows: mlpWidth, columns: width },
      read: () => Promise.resolve(transpose(values(`h.${layer}.mlp.c_fc.weight`), width, mlpWidth)),
    },
    stored(mlpMatrix(layer, "W_out"), `h.${layer}.mlp.c_proj`, mlpWidth, width),
  ];
  return [
    stored("embed.W_E", "wte", vocabulary, width),
    stored("pos_embed.W_pos", "wpe", context, width),
    ...Array.from({ length: layers }, (_, layer) => block(layer)).flat(),
  ];
}
