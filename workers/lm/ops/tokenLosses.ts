import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { runFused } from "./runFused";
import { type Unembedding, unembeddingInputs } from "./unembedding";

/**
 * −ln softmax(logits) at each target, in nats, without a gradient.
 *
 * @param x [N, d]
 * @param targets [N] int32
 * @returns [N]
 */
export function tokenLosses(x: Tensor2D, unembedding: Unembedding, targets: Tensor1D): Tensor1D {
  const { inputs, attributes } = unembeddingInputs(x, unembedding, targets);
  return runFused("tokenLosses", inputs, attributes) as Tensor1D;
}
