import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { requireShape } from "./requireShape";
import { runFused } from "./runFused";

/**
 * −ln softmax(x · unembeddingᵀ) at each target, in nats, without a gradient.
 *
 * @param x [N, d]
 * @param unembedding [V, d] one row per token
 * @param targets [N] int32
 * @returns [N]
 */
export function tokenLosses(x: Tensor2D, unembedding: Tensor2D, targets: Tensor1D): Tensor1D {
  requireShape("unembedding", unembedding, [unembedding.shape[0], x.shape[1]]);
  requireShape("targets", targets, [x.shape[0]]);
  return runFused("tokenLosses", { x, unembedding, targets }) as Tensor1D;
}
