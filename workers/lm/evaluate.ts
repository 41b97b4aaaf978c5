import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { Batch } from "./batchAt";
import { type Gpt2, finalBlock, finalNorm, tokenEmbedding } from "./gpt2";
import { tokenLosses } from "./ops/tokenLosses";

export interface Evaluation {
  /** [T, d_model] what the final norm reads. */
  readonly finalResidual: Float32Array;
  /** [T, d_mlp] the last MLP's neurons, after the nonlinearity. */
  readonly activations: Float32Array;
  /** [T] in nats. */
  readonly losses: Float32Array;
}

/** Sequences in memory at a time, which bounds it whatever the number of positions. */
const sequencesPerChunk = 16;

/** What measuring needs of a forward pass over T = sequences · context positions, in the order of the batch. */
export function evaluate(model: Gpt2, { inputs, targets, sequences, context }: Batch): Evaluation {
  const { width, mlpWidth } = model.shape;
  const finalResidual = new Float32Array(inputs.length * width);
  const activations = new Float32Array(inputs.length * mlpWidth);
  const losses = new Float32Array(inputs.length);

  for (let row = 0; row < sequences; row += sequencesPerChunk) {
    const rows = Math.min(sequencesPerChunk, sequences - row);
    const [begin, end] = [row * context, (row + rows) * context];
    tidy(() => {
      const ids = tensor2d(inputs.slice(begin, end), [rows, context], "int32");
      const block = finalBlock(model, ids);
      const next = tensor1d(targets.slice(begin, end), "int32");
      const loss = tokenLosses(finalNorm(model, block.residual), { weight: tokenEmbedding(model) }, next);
      finalResidual.set(block.residual.dataSync(), begin * width);
      activations.set(block.activations.dataSync(), begin * mlpWidth);
      losses.set(loss.dataSync(), begin);
    });
  }
  return { finalResidual, activations, losses };
}
