import { reshape, type Tensor, type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import type { AttentionInputs, BlockHooks, ModelSizes } from "~workers/lm/languageModel";
import { once } from "~workers/lm/once";
import { attention as attend } from "~workers/lm/ops/attention";
import { type RotaryTables, rotary as turn } from "~workers/lm/ops/rotary";
import type { Attention } from "../architecture";
import type { NamedWeights } from "../namedWeights";
import type { Rotary } from "../rotary";
import { rotaryTables } from "../rotaryTables";
import { clipEntries } from "./clipEntries";
import { type Apply, loadLinear } from "./loadLinear";
import { loadNorm } from "./loadNorm";

export interface SequenceShape {
  readonly batch: number;
  readonly context: number;
}

/** Both of the normed stream. */
export interface RunAttention {
  readonly inputs: (x: Tensor2D, shape: SequenceShape) => AttentionInputs;
  /** What attention gives, before any norm of its own. */
  readonly run: (x: Tensor2D, shape: SequenceShape, heads: BlockHooks["heads"]) => Tensor2D;
}

export async function loadAttention(
  { sizes, weights }: { readonly sizes: ModelSizes; readonly weights: NamedWeights },
  described: Attention,
  keep: <T extends Tensor>(tensor: T) => T,
): Promise<RunAttention> {
  const { width, heads, keyValueHeads, headWidth } = sizes;
  const { headNorm, rotary, clip, scale = headWidth ** -0.5, softCap, window } = described;
  const project = (linear: Attention["query"], inputs = width) =>
    loadLinear(weights, linear, { inputs, keep });
  const [query, key, value] = [
    await project(described.query),
    await project(described.key),
    await project(described.value),
  ];
  const output = await project(described.output, heads * headWidth);
  const normWidth = (count: number) => (headNorm?.over === "head" ? headWidth : count * headWidth);
  const normQuery = await loadNorm(weights, headNorm?.query, { width: normWidth(heads), keep });
  const normKey = await loadNorm(weights, headNorm?.key, { width: normWidth(keyValueHeads), keep });

  const clipped = (x: Tensor2D) => (clip ? clipEntries(x, clip) : x);
  const normed = (x: Tensor2D, norm: Apply): Tensor2D =>
    headNorm?.over === "head" ? reshape(norm(reshape(x, [-1, headWidth])), x.shape) : norm(x);

  const scores = { scale, softCap: softCap ?? 0, window: window ?? 0 };
  const inputsOf = (x: Tensor2D, shape: SequenceShape): AttentionInputs => {
    const tables = rotary ? tablesOf(rotary, shape.context) : null;
    const turned = (y: Tensor2D, count: number) =>
      tables ? turn(y, tables, { ...shape, heads: count, layout: rotary!.layout }) : y;
    return {
      queries: turned(normed(clipped(query(x)), normQuery), heads),
      keys: turned(normed(clipped(key(x)), normKey), keyValueHeads),
      values: clipped(value(x)),
      scores,
    };
  };
  return {
    inputs: inputsOf,
    run: (x, shape, hook) => {
      const inputs = once(() => inputsOf(x, shape));
      const mixed = () => {
        const { queries: q, keys: k, values: v } = inputs();
        return attend({ q, k, v }, { ...shape, heads, keyValueHeads, ...scores });
      };
      return output(hook ? hook({ mixed, inputs }) : mixed());
    },
  };
}

function tablesOf(rotary: Rotary, context: number): RotaryTables {
  const { cosines, sines } = rotaryTables(rotary, context);
  const shape: [number, number] = [context, rotary.width / 2];
  return {
    cosines: tensor2d(Float32Array.from(cosines), shape),
    sines: tensor2d(Float32Array.from(sines), shape),
  };
}
