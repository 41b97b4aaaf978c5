import { dispose, type Tensor, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { lookAt } from "~workers/backends/lookAt";
import { sharedFloats } from "~workers/backends/sharedFloats";
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

/**
 * What measuring needs of a forward pass over T = sequences · context positions, in the order of the batch, in memory that
 * a thread which ablates reads, too.
 */
export async function evaluate(
  model: RunningModel,
  { inputs, sequences, context }: Batch,
): Promise<Evaluation> {
  const { layers, width, mlpWidth } = model.sizes;
  const finalResidual = sharedFloats(inputs.length * width);
  const activations = sharedFloats(inputs.length * mlpWidth);
  const mlpOutput = sharedFloats(inputs.length * width);

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
    const keep = async (tensor: Tensor | undefined, all: Float32Array, rowLength: number) => {
      if (tensor) await lookAt(tensor, (values) => all.set(values, begin * rowLength));
    };
    await keep(chunk.residual, finalResidual, width);
    await keep(chunk.activations, activations, mlpWidth);
    await keep(chunk.mlpOutput, mlpOutput, width);
    dispose(chunk);
  }
  return { finalResidual, activations, mlpOutput };
}
