import { type Tensor, type Tensor2D, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { lookAt } from "~workers/backends/lookAt";
import type { Batch } from "~workers/lm/batchAt";
import type { AttentionScores, BlockHooks, RunningModel } from "~workers/lm/languageModel";
import { type Chunk, breathe, chunksOf } from "../chunks";
import { takeValues } from "../takeValues";
import { attendToFirst } from "./attendToFirst";
import { ownAttention, splitHeads } from "./ownAttention";

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
    const clean = await runClean(model, chunk, group);
    for (const target of targets) {
      await breathe(signal);
      const changed = await runChanged(model, chunk, { clean, target, group });
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
  /** Of the last layer, by head of keys and values: [N, w] each. */
  past: Record<"keys" | "values", Float32Array[]>;
}

interface CleanLayer {
  /** [N, d] what the block reads. */
  before: Float32Array;
  /** [N, heads · w] */
  mixed: Float32Array;
  /** [N, keyValueHeads · w] */
  values: Float32Array;
}

async function runClean(model: RunningModel, chunk: Chunk, group: Int32Array): Promise<Clean> {
  const { layers, keyValueHeads, headWidth } = model.sizes;
  const { heard, ...results } = tidy(() => {
    const heard: Tensor2D[][] = [];
    const listen = (residual: Tensor2D): BlockHooks => ({
      heads: ({ mixed: mix, inputs }) => {
        const [mixed, { keys, values }] = [mix(), inputs()];
        heard.push([residual, mixed, keys, values]);
        return mixed;
      },
    });
    let residual = model.embed(tensor2d(chunk.inputs, [chunk.sequences, chunk.context], "int32"));
    for (let layer = 0; layer < layers - 1; layer++) {
      const hooks = layer === layers - 2 ? listen(residual) : {};
      residual = model.block(layer, residual, shapeOf(chunk), hooks).residual;
    }
    return { ...finish(model, chunk, residual, listen(residual)), heard };
  });
  const known = new Map<number, CleanLayer>();
  const split = (rows: Float32Array) => splitHeads(rows, keyValueHeads, headWidth);
  let past: Clean["past"] = { keys: [], values: [] };
  for (const [k, tensors] of heard.entries()) {
    const [before, mixed, keys, values] = await takeValues(tensors);
    known.set(layers - heard.length + k, { before: before!, mixed: mixed!, values: values! });
    past = { keys: split(keys!), values: split(values!) };
  }
  return { ...(await outcomeOf(results, model, group)), layers: known, past };
}

async function runChanged(
  model: RunningModel,
  chunk: Chunk,
  { clean, target, group }: { clean: Clean; target: HeadTarget; group: Int32Array },
): Promise<Outcome> {
  const { layers, width } = model.sizes;
  const { context } = chunk;
  const { before, mixed, values } = clean.layers.get(target.layer)!;
  const toFirst = attendToFirst(mixed, { values, chosen: target.head }, { ...model.sizes, context });
  const start = () => tensor2d(before, [chunk.inputs.length, width]);
  if (target.layer === layers - 1) {
    const results = tidy(() => finish(model, chunk, start(), hold(chunk, toFirst)));
    return outcomeOf(results, model, group);
  }
  const residual = tidy(
    () => model.block(target.layer, start(), shapeOf(chunk), hold(chunk, toFirst)).residual,
  );
  const { scores, ...changed } = await attentionInputs(model, chunk, residual);
  const alone = await ownAttention(changed, clean.past, { ...model.sizes, context, scores });
  const results = tidy(() => finish(model, chunk, residual, hold(chunk, alone)));
  residual.dispose();
  return outcomeOf(results, model, group);
}

/** What the last block's attention reads. */
async function attentionInputs(model: RunningModel, chunk: Chunk, residual: Tensor2D) {
  let scores: AttentionScores | undefined;
  const rows = tidy(() => {
    const inputs = model.attentionInputs(model.sizes.layers - 1, residual, shapeOf(chunk));
    scores = inputs.scores;
    return [inputs.queries, inputs.keys, inputs.values];
  });
  const [queries, keys, values] = await takeValues(rows);
  return { queries: queries!, keys: keys!, values: values!, scores: scores! };
}

type Results = Record<"activations" | "losses", Tensor>;

/** The last block, and the losses behind it. */
function finish(model: RunningModel, chunk: Chunk, residual: Tensor2D, hooks: BlockHooks): Results {
  const last = model.block(model.sizes.layers - 1, residual, shapeOf(chunk), hooks);
  const losses = model.losses(last.residual, tensor1d(chunk.targets, "int32"));
  return { activations: last.activations, losses };
}

async function outcomeOf(results: Results, model: RunningModel, group: Int32Array): Promise<Outcome> {
  const { mlpWidth } = model.sizes;
  const own = await lookAt(results.activations, (activations) => {
    const positions = activations.length / mlpWidth;
    const own = new Float32Array(positions * group.length);
    for (let t = 0, at = 0; t < positions; t++) {
      for (let k = 0; k < group.length; k++, at++) own[at] = activations[t * mlpWidth + group[k]!]!;
    }
    return own;
  });
  results.activations.dispose();
  const [losses] = await takeValues([results.losses]);
  return { group: own, losses: losses! };
}

const shapeOf = ({ sequences, context }: Chunk) => ({ batch: sequences, context });

/** Heads that hold these values, [N, heads · w]. */
const hold = ({ inputs }: Chunk, values: Float32Array): BlockHooks => ({
  heads: () => tensor2d(values, [inputs.length, values.length / inputs.length]),
});
