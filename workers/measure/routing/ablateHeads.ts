import { type Tensor2D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import type { Batch } from "~workers/lm/batchAt";
import type { BlockHooks, RunningModel } from "~workers/lm/languageModel";
import { type Chunk, breathe, chunksOf } from "../chunks";
import { inScope } from "../inScope";
import { attendToFirst } from "./attendToFirst";
import { ownAttention } from "./ownAttention";

/** A head of a layer, or all of that layer's at once. */
export interface HeadTarget {
  layer: number;
  head: number | null;
}

/** What became of a chunk's positions, each changed alone. */
export interface HeadEffect {
  target: HeadTarget;
  /** First position of the chunk; [N] each. */
  begin: number;
  /** Σ over the group of |a' − a|. */
  moved: Float64Array;
  /** loss' − loss, in nats. */
  loss: Float64Array;
}

/** The heads of the last two layers, and each of these layers as a whole. */
export function headTargets({ layers, heads }: RunningModel["sizes"]): HeadTarget[] {
  const last = layers === 1 ? [0] : [layers - 2, layers - 1];
  const singles = last.flatMap((layer) => Array.from({ length: heads }, (_, head) => ({ layer, head })));
  return [...singles, ...last.map((layer) => ({ layer, head: null }))];
}

/**
 * Makes the query at a position attend to the first position of its sequence alone, in one head at one position at a
 * time, for each target and each position. METHODS §5. In the last layer a change at t reaches nothing but t, so all
 * positions are changed at once. One layer below, it reaches the last layer's query, key and value at t, and of the positions
 * that read those only t counts: t attends with its changed query to the clean keys before it and to its own changed key.
 *
 * @param group neurons of the last MLP
 * @param look called for each target and chunk
 */
export async function ablateHeads(
  model: RunningModel,
  { batch, group, signal }: { batch: Batch; group: Int32Array; signal: AbortSignal },
  look: (effect: HeadEffect) => void,
): Promise<void> {
  const targets = headTargets(model.sizes);
  for await (const chunk of chunksOf(batch, signal)) {
    const clean = runClean(model, chunk, group);
    for (const target of targets) {
      await breathe(signal);
      const changed = runChanged(model, chunk, { clean, target, group });
      const moved = new Float64Array(chunk.inputs.length);
      const loss = new Float64Array(chunk.inputs.length);
      for (let t = 0; t < moved.length; t++) {
        for (let k = 0; k < group.length; k++)
          moved[t]! += Math.abs(changed.group[t * group.length + k]! - clean.group[t * group.length + k]!);
        loss[t] = changed.losses[t]! - clean.losses[t]!;
      }
      look({ target, begin: chunk.begin, moved, loss });
    }
  }
}

interface Outcome {
  /** [N, group] activations of the group, and [N] losses. */
  group: Float32Array;
  losses: Float32Array;
}

interface Clean extends Outcome {
  /** By layer, the last two. */
  layers: Map<number, CleanLayer>;
}

interface CleanLayer {
  /** [N, d] what the block reads. */
  before: Float32Array;
  /** [N, heads · w] */
  mixed: Float32Array;
  /** [N, keyValueHeads · w] */
  keys: Float32Array;
  values: Float32Array;
}

function runClean(model: RunningModel, chunk: Chunk, group: Int32Array): Clean {
  const { layers } = model.sizes;
  const known = new Map<number, CleanLayer>();
  const listenAt = (layer: number, residual: Tensor2D): BlockHooks => ({
    heads: ({ mixed: mix, inputs }) => {
      const [mixed, { keys, values }] = [mix(), inputs()];
      const copies = {
        before: copyOf(residual),
        mixed: copyOf(mixed),
        keys: copyOf(keys),
        values: copyOf(values),
      };
      known.set(layer, copies);
      return mixed;
    },
  });
  return inScope(() => {
    let residual = model.embed(tensor2d(chunk.inputs, [chunk.sequences, chunk.context], "int32"));
    for (let layer = 0; layer < layers - 1; layer++) {
      const hooks = layer === layers - 2 ? listenAt(layer, residual) : {};
      residual = model.block(layer, residual, shapeOf(chunk), hooks).residual;
    }
    const outcome = finish(model, chunk, { residual, group, hooks: listenAt(layers - 1, residual) });
    return { ...outcome, layers: known };
  });
}

function runChanged(
  model: RunningModel,
  chunk: Chunk,
  { clean, target, group }: { clean: Clean; target: HeadTarget; group: Int32Array },
): Outcome {
  const { layers, width } = model.sizes;
  const { context } = chunk;
  const { before, mixed, values } = clean.layers.get(target.layer)!;
  const toFirst: BlockHooks = {
    heads: () => {
      const changed = attendToFirst(mixed, { values, chosen: target.head }, { ...model.sizes, context });
      return rowsOf(chunk, changed);
    },
  };
  const alone: BlockHooks = {
    heads: ({ inputs }) => {
      const { queries, keys, values, scores } = inputs();
      const changed = { queries: copyOf(queries), keys: copyOf(keys), values: copyOf(values) };
      const past = clean.layers.get(layers - 1)!;
      return rowsOf(chunk, ownAttention(changed, past, { ...model.sizes, context, scores }));
    },
  };
  return inScope(() => {
    const start = tensor2d(before, [chunk.inputs.length, width]);
    if (target.layer === layers - 1) return finish(model, chunk, { residual: start, group, hooks: toFirst });
    const { residual } = model.block(target.layer, start, shapeOf(chunk), toFirst);
    return finish(model, chunk, { residual, group, hooks: alone });
  });
}

/** The last block, and the losses behind it. */
function finish(
  model: RunningModel,
  chunk: Chunk,
  { residual, group, hooks }: { residual: Tensor2D; group: Int32Array; hooks: BlockHooks },
): Outcome {
  const { layers, mlpWidth } = model.sizes;
  const last = model.block(layers - 1, residual, shapeOf(chunk), hooks);
  const activations = last.activations.dataSync<"float32">();
  const own = new Float32Array(chunk.inputs.length * group.length);
  for (let t = 0, at = 0; t < chunk.inputs.length; t++) {
    for (let k = 0; k < group.length; k++, at++) own[at] = activations[t * mlpWidth + group[k]!]!;
  }
  const losses = model.losses(last.residual, tensor1d(chunk.targets, "int32")).dataSync<"float32">().slice();
  return { group: own, losses };
}

const shapeOf = ({ sequences, context }: Chunk) => ({ batch: sequences, context });
const copyOf = (tensor: Tensor2D): Float32Array => tensor.dataSync<"float32">();
const rowsOf = ({ inputs }: Chunk, values: Float32Array): Tensor2D =>
  tensor2d(values, [inputs.length, values.length / inputs.length]);
