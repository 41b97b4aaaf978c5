import { type Tensor, type Tensor1D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import type { RunningModel } from "~workers/lm/languageModel";
import { embed } from "~workers/lm/ops/embed";
import { tokenLosses } from "~workers/lm/ops/tokenLosses";
import type { Architecture } from "../architecture";
import type { NamedWeights } from "../namedWeights";
import { readEmbedding, readUnembedding, unembeddingName } from "../readTables";
import { loadBlock, type RunBlock } from "./loadBlock";
import { loadNorm } from "./loadNorm";

/** Puts every weight on the current backend, in float32. */
export async function loadArchitecture(
  architecture: Architecture,
  weights: NamedWeights,
): Promise<RunningModel> {
  const { sizes, embedding, head } = architecture;
  const { layers, width, context, vocabulary } = sizes;
  const kept: Tensor[] = [];
  const keep = <T extends Tensor>(tensor: T): T => {
    kept.push(tensor);
    return tensor;
  };
  const dispose = () => kept.forEach((tensor) => tensor.dispose());
  try {
    const wte = keep(tensor2d(await readEmbedding(architecture, weights), [vocabulary, width]));
    const positions = embedding.positions
      ? (await weights.read(`${embedding.positions.name}.weight`)).subarray(
          embedding.positions.offset * width,
        )
      : null;
    const wpe = positions ? keep(tensor2d(positions.slice(), [context, width])) : undefined;
    const blocks: RunBlock[] = [];
    for (let layer = 0; layer < layers; layer++) {
      blocks.push(await loadBlock(architecture, weights, { layer, keep }));
    }
    const finalNorm = await loadNorm(weights, head.norm, { width, keep });
    const sharesEmbedding =
      unembeddingName(architecture, weights) === embedding.tokens &&
      !embedding.projection &&
      !head.projection;
    const weight = sharesEmbedding
      ? wte
      : keep(tensor2d(await readUnembedding(architecture, weights), [vocabulary, width]));
    const bias: Tensor1D | undefined = head.bias
      ? keep(tensor1d(await weights.read(`${head.unembedding}.bias`)))
      : undefined;
    const softCap = head.softCap ?? 0;

    const blockAt = (layer: number) => {
      requireThat(layer >= 0 && layer < layers, `there is no block ${layer} of ${layers}`);
      return blocks[layer]!;
    };
    return {
      sizes,
      embed: (ids) => embed(ids, { wte, wpe, scale: embedding.scale ?? 1 }),
      block: (layer, residual, shape, hooks = {}) => blockAt(layer).run(residual, shape, hooks),
      attentionInputs: (layer, residual, shape) => blockAt(layer).attentionInputs(residual, shape),
      losses: (residual, targets) => tokenLosses(finalNorm(residual), { weight, bias, softCap }, targets),
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}
