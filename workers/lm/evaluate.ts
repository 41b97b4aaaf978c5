import { dispose, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { Batch } from "./batchAt";
import type { BlockOutput, RunningModel } from "./languageModel";

export interface Evaluation {
  /** [T, d_model] what the final norm reads. */
  readonly finalResidual: Float32Array;
  /** [T, d_mlp] the last MLP's neurons, after the nonlinearity. */
  readonly activations: Float32Array;
  /** [T, d_model] what the last MLP wrote, before any norm of its own. */
  readonly mlpOutput: Float32Array;
}

/** Positions in memory at a time, which bounds it whatever their number. */
const positionsPerChunk = 2048;

/** What measuring needs of a forward pass over T = sequences · context positions, in the order of the batch. */
export async function evaluate(
  model: RunningModel,
  { inputs, sequences, context }: Batch,
): Promise<Evaluation> {
  const { layers, width, mlpWidth } = model.sizes;
  const finalResidual = new Float32Array(inputs.length * width);
  const activations = new Float32Array(inputs.length * mlpWidth);
  const mlpOutput = new Float32Array(inputs.length * width);

  const sequencesPerChunk = Math.max(1, Math.floor(positionsPerChunk / context));
  for (let row = 0; row < sequences; row += sequencesPerChunk) {
    const batch = Math.min(sequencesPerChunk, sequences - row);
    const [begin, end] = [row * context, (row + batch) * context];
    const chunk = tidy(() => {
      const ids = tensor2d(inputs.slice(begin, end), [batch, context], "int32");
      let residual = model.embed(ids);
      let last: BlockOutput | undefined;
      for (let layer = 0; layer < layers; layer++) {
        last = model.block(layer, residual, { batch, context });
        residual = last.residual;
      }
      return { ...last, residual };
    });
    finalResidual.set(await chunk.residual.data(), begin * width);
    if (chunk.activations) activations.set(await chunk.activations.data(), begin * mlpWidth);
    if (chunk.mlpOutput) mlpOutput.set(await chunk.mlpOutput.data(), begin * width);
    dispose(chunk);
  }
  return { finalResidual, activations, mlpOutput };
}
