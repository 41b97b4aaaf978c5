import { mlpMatrix } from "~/core/matrixName";
import type { WeightMatrix } from "~workers/lm/languageModel";
import type { Architecture } from "./architecture";
import type { Linear } from "./linear";
import type { NamedWeights } from "./namedWeights";
import { readLinear } from "./readLinear";
import { unembeddingName } from "./readTables";

/**
 * Every two-dimensional weight under its name in the field. A fused query-key-value is one matrix, as it is stored; a
 * fused gate and up are two. W_gate, W_in and W_out have a row per neuron; the others are as they are stored.
 */
export function listMatrices(architecture: Architecture, weights: NamedWeights): WeightMatrix[] {
  const { sizes, embedding, head, block } = architecture;
  const { layers, width, mlpWidth } = sizes;
  const stored = (name: string, source: string): WeightMatrix => {
    const [rows = 0, columns = 0] = weights.shapeOf(`${source}.weight`) ?? [];
    return { ...{ name, rows, columns }, read: () => weights.read(`${source}.weight`) };
  };
  const perNeuron = (name: string, linear: Linear, inputs: number, order: Linear["order"]): WeightMatrix => ({
    ...{ name, rows: mlpWidth, columns: width },
    read: async () => (await readLinear(weights, linear, { inputs, order })).weight,
  });
  const ofBlock = (layer: number): WeightMatrix[] => {
    const { attention, mlp } = block(layer);
    const { query, key, value, output } = attention;
    const attn = (matrix: string, { name }: Linear) => stored(`blocks.${layer}.attn.${matrix}`, name);
    return [
      ...(query.name === key.name
        ? [attn("W_QKV", query)]
        : [attn("W_Q", query), attn("W_K", key), attn("W_V", value)]),
      attn("W_O", output),
      ...(mlp.gate ? [perNeuron(mlpMatrix(layer, "W_gate"), mlp.gate, width, "out,in")] : []),
      perNeuron(mlpMatrix(layer, "W_in"), mlp.up, width, "out,in"),
      perNeuron(mlpMatrix(layer, "W_out"), mlp.down, mlpWidth, "in,out"),
    ];
  };
  return [
    stored("embed.W_E", embedding.tokens),
    ...(embedding.projection ? [stored("embed.W_project", embedding.projection.linear.name)] : []),
    ...(embedding.positions ? [stored("pos_embed.W_pos", embedding.positions.name)] : []),
    ...Array.from({ length: layers }, (_, layer) => ofBlock(layer)).flat(),
    ...(head.projection ? [stored("unembed.W_project", head.projection.linear.name)] : []),
    ...(unembeddingName(architecture, weights) === embedding.tokens
      ? []
      : [stored("unembed.W_U", head.unembedding)]),
  ];
}
