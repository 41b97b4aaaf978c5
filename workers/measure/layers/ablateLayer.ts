import { type Tensor2D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import type { Batch } from "~workers/lm/batchAt";
import type { RunningModel } from "~workers/lm/languageModel";
import { breathe, type Chunk, chunksOf, copiesAtOnce } from "../chunks";
import { inScope } from "../inScope";

export interface LayerAblation {
  batch: Batch;
  layer: number;
  signal: AbortSignal;
}

/** Of one neuron at the positions of a chunk. */
export interface NeuronEffect {
  neuron: number;
  /** First position of the chunk. */
  begin: number;
  /** [N] loss' − loss in nats. */
  delta: Float64Array;
}

/**
 * The mean ablation of every neuron of any layer by a real forward pass: the neuron holds its mean at all positions, and
 * the rest of its block, the blocks above and the head are run again. Exact for any family, at a cost of
 * neurons · positions · (layers − layer) block passes and as many heads; copies of the text with different neurons
 * ablated share a pass.
 *
 * @param look called for each neuron and chunk
 * @returns [m] the means, over all positions of the batch
 */
export async function ablateLayer(
  model: RunningModel,
  { batch, layer, signal }: LayerAblation,
  look: (effect: NeuronEffect) => void,
): Promise<Float64Array> {
  const { mlpWidth } = model.sizes;
  const mean = new Float64Array(mlpWidth);
  const before: Float32Array[] = [];
  const losses: Float32Array[] = [];
  for await (const chunk of chunksOf(batch, signal)) {
    const clean = runClean(model, chunk, layer);
    clean.activations.forEach((value, at) => (mean[at % mlpWidth]! += value / batch.inputs.length));
    before.push(clean.before);
    losses.push(clean.losses);
  }

  let index = 0;
  for await (const chunk of chunksOf(batch, signal)) {
    const own = { before: before[index]!, losses: losses[index]!, mean };
    const copies = copiesAtOnce(chunk);
    for (let first = 0; first < mlpWidth; first += copies) {
      await breathe(signal);
      const neurons = Math.min(copies, mlpWidth - first);
      const changed = runAblated(model, chunk, { ...own, layer, first, neurons });
      const N = chunk.inputs.length;
      for (let k = 0; k < neurons; k++) {
        const delta = Float64Array.from({ length: N }, (_, t) => changed[k * N + t]! - own.losses[t]!);
        look({ neuron: first + k, begin: chunk.begin, delta });
      }
    }
    index++;
  }
  return mean;
}

function runClean(model: RunningModel, chunk: Chunk, layer: number) {
  const shape = { batch: chunk.sequences, context: chunk.context };
  return inScope(() => {
    let residual = model.embed(tensor2d(chunk.inputs, [chunk.sequences, chunk.context], "int32"));
    let [before, activations] = [new Float32Array(), new Float32Array()];
    for (let at = 0; at < model.sizes.layers; at++) {
      if (at === layer) before = residual.dataSync<"float32">().slice();
      const block = model.block(at, residual, shape);
      if (at === layer) activations = block.activations.dataSync<"float32">().slice();
      residual = block.residual;
    }
    return { before, activations, losses: lossesOf(model, residual, chunk.targets) };
  });
}

interface Ablated {
  layer: number;
  /** Neurons first … first + neurons − 1, one in each copy of the chunk. */
  first: number;
  neurons: number;
  /** [N, d] what the block reads. */
  before: Float32Array;
  /** [m] */
  mean: Float64Array;
}

/** @returns [neurons · N] losses, copy after copy */
function runAblated(model: RunningModel, chunk: Chunk, ablated: Ablated): Float32Array {
  const { layer, first, neurons, before, mean } = ablated;
  const { layers, width, mlpWidth } = model.sizes;
  const N = chunk.inputs.length;
  const shape = { batch: neurons * chunk.sequences, context: chunk.context };
  const hold = (values: Tensor2D) => {
    const changed = values.dataSync<"float32">().slice();
    for (let row = 0; row < neurons * N; row++) {
      const neuron = first + Math.floor(row / N);
      changed[row * mlpWidth + neuron] = mean[neuron]!;
    }
    return tensor2d(changed, values.shape);
  };
  return inScope(() => {
    let residual = tensor2d(repeated(before, neurons), [neurons * N, width]);
    residual = model.block(layer, residual, shape, { neurons: hold }).residual;
    for (let at = layer + 1; at < layers; at++) residual = model.block(at, residual, shape).residual;
    return lossesOf(model, residual, repeated(chunk.targets, neurons));
  });
}

const lossesOf = (model: RunningModel, residual: Tensor2D, targets: Int32Array) =>
  model.losses(residual, tensor1d(targets, "int32")).dataSync<"float32">().slice();

function repeated<T extends Float32Array | Int32Array>(values: T, times: number): T {
  const all = new (values.constructor as new (length: number) => T)(values.length * times);
  for (let k = 0; k < times; k++) all.set(values, k * values.length);
  return all;
}
