import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import { requireShape } from "./requireShape";

/** What makes logits of a residual stream x [N, d]: softCap · tanh((x · weightᵀ + bias) / softCap). */
export interface Unembedding {
  /** [V, d] one row per token */
  readonly weight: Tensor2D;
  /** [V] */
  readonly bias?: Tensor1D | undefined;
  /** 0 and left out: the logits are not capped. */
  readonly softCap?: number | undefined;
}

/** The inputs of the kernels that make losses of them, of shapes that fit each other. */
export function unembeddingInputs(
  x: Tensor2D,
  { weight, bias, softCap = 0 }: Unembedding,
  targets: Tensor1D,
): { inputs: Record<string, Tensor>; attributes: { softCap: number } } {
  requireShape("unembedding", weight, [weight.shape[0], x.shape[1]]);
  requireShape("targets", targets, [x.shape[0]]);
  if (bias) requireShape("the unembedding's bias", bias, [weight.shape[0]]);
  requireThat(softCap >= 0, `softCap is ${softCap} and must not be negative`);
  return {
    inputs: { x, unembedding: weight, ...(bias && { bias }), targets },
    attributes: { softCap },
  };
}
