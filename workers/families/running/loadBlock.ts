import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import type { AttentionInputs, BlockHooks, BlockOutput } from "~workers/lm/languageModel";
import { add } from "~workers/lm/ops/add";
import type { Architecture, BlockPart } from "../architecture";
import type { NamedWeights } from "../namedWeights";
import { loadAttention, type SequenceShape } from "./loadAttention";
import { loadMlp } from "./loadMlp";
import { loadNorm } from "./loadNorm";

export interface RunBlock {
  readonly run: (x: Tensor2D, shape: SequenceShape, hooks: BlockHooks) => BlockOutput;
  readonly attentionInputs: (x: Tensor2D, shape: SequenceShape) => AttentionInputs;
}

/** x ← streamNorm(x + postNorm(f(norm(x)))), f attention and then the MLP, or both of one x. */
export async function loadBlock(
  { sizes, block }: Architecture,
  weights: NamedWeights,
  { layer, keep }: { readonly layer: number; readonly keep: <T extends Tensor>(tensor: T) => T },
): Promise<RunBlock> {
  const { residual, attention, mlp } = block(layer);
  const normsOf = async ({ norm, postNorm, streamNorm }: BlockPart) => {
    const load = (each: BlockPart["norm"]) => loadNorm(weights, each, { width: sizes.width, keep });
    return { before: await load(norm), after: await load(postNorm), onStream: await load(streamNorm) };
  };
  const [ofAttention, ofMlp] = [await normsOf(attention), await normsOf(mlp)];
  const attend = await loadAttention({ sizes, weights }, attention, keep);
  const think = await loadMlp({ sizes, weights }, mlp, keep);

  return {
    attentionInputs: (x, shape) => attend.inputs(ofAttention.before(x), shape),
    run: (x, shape, hooks) => {
      const mixed = attend.run(ofAttention.before(x), shape, hooks.heads);
      const attended = ofAttention.onStream(add(x, ofAttention.after(mixed)));
      const read = residual === "parallel" ? x : attended;
      const { activations, mlpOutput } = think(ofMlp.before(read), hooks.neurons);
      const sum = add(attended, ofMlp.after(mlpOutput));
      return { activations, mlpOutput, residual: ofMlp.onStream(sum) };
    },
  };
}
