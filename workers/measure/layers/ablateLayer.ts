import { type Tensor, type Tensor2D, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { Batch } from "~workers/lm/batchAt";
import type { RunningModel } from "~workers/lm/languageModel";
import { breathe, type Chunk, chunksOf, copiesAtOnce } from "../chunks";
import { takeValues } from "../takeValues";

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
  const cleans: Clean[] = [];
  for await (const chunk of chunksOf(batch, signal)) {
    const clean = await runClean(model, chunk, layer);
    clean.activations.forEach((value, at) => (mean[at % mlpWidth]! += value / batch.inputs.length));
    cleans.push(clean);
  }

  let index = 0;
  for await (const chunk of chunksOf(batch, signal)) {
    const own = { clean: cleans[index]!, mean };
    const copies = copiesAtOnce(chunk);
    for (let first = 0; first < mlpWidth; first += copies) {
      await breathe(signal);
      const neurons = Math.min(copies, mlpWidth - first);
      const changed = await runAblated(model, chunk, { ...own, layer, first, neurons });
      const N = chunk.inputs.length;
      for (let k = 0; k < neurons; k++) {
        const delta = Float64Array.from({ length: N }, (_, t) => changed[k * N + t]! - own.clean.losses[t]!);
        look({ neuron: first + k, begin: chunk.begin, delta });
      }
    }
    index++;
  }
  return mean;
}

/** Of a chunk. */
interface Clean {
  /** [N, d] what the block reads. */
  before: Float32Array;
  /** [N, m] */
  activations: Float32Array;
  /** [N] in nats. */
  losses: Float32Array;
}

async function runClean(model: RunningModel, chunk: Chunk, layer: number): Promise<Clean> {
  const shape = { batch: chunk.sequences, context: chunk.context };
  const results = tidy(() => {
    let residual = model.embed(tensor2d(chunk.inputs, [chunk.sequences, chunk.context], "int32"));
    const own: Tensor[] = [];
    for (let at = 0; at < model.sizes.layers; at++) {
      const block = model.block(at, residual, shape);
      if (at === layer) own.push(residual, block.activations);
      residual = block.residual;
    }
    return [...own, lossesOf(model, residual, chunk.targets)];
  });
  const [before, activations, losses] = await takeValues(results);
  return { before: before!, activations: activations!, losses: losses! };
}

interface Ablated {
  layer: number;
  /** Neurons first … first + neurons − 1, one in each copy of the chunk. */
  first: number;
  neurons: number;
  clean: Clean;
  /** [m] */
  mean: Float64Array;
}

/** @returns [neurons · N] losses, copy after copy */
async function runAblated(model: RunningModel, chunk: Chunk, ablated: Ablated): Promise<Float32Array> {
  const { layer, first, neurons, clean, mean } = ablated;
  const { layers, width, mlpWidth } = model.sizes;
  const N = chunk.inputs.length;
  const shape = { batch: neurons * chunk.sequences, context: chunk.context };
  // The block reads what it read before, so its other neurons hold what they held.
  const held = repeated(clean.activations, neurons);
  for (let row = 0; row < neurons * N; row++) {
    const neuron = first + Math.floor(row / N);
    held[row * mlpWidth + neuron] = mean[neuron]!;
  }
  const hold = ({ shape }: Tensor2D) => tensor2d(held, shape);
  const losses = tidy(() => {
    let residual: Tensor2D = tensor2d(repeated(clean.before, neurons), [neurons * N, width]);
    residual = model.block(layer, residual, shape, { neurons: hold }).residual;
    for (let at = layer + 1; at < layers; at++) residual = model.block(at, residual, shape).residual;
    return lossesOf(model, residual, repeated(chunk.targets, neurons));
  });
  const [values] = await takeValues([losses]);
  return values!;
}

const lossesOf = (model: RunningModel, residual: Tensor2D, targets: Int32Array) =>
  model.losses(residual, tensor1d(targets, "int32"));

function repeated<T extends Float32Array | Int32Array>(values: T, times: number): T {
  const all = new (values.constructor as new (length: number) => T)(values.length * times);
  for (let k = 0; k < times; k++) all.set(values, k * values.length);
  return all;
}
