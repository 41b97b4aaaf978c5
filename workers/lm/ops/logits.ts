import { matMul, type Tensor2D } from "@tensorflow/tfjs-core";

/**
 * x · unembeddingᵀ, all N·V numbers of it and without a gradient. For a loss use crossEntropy or tokenLosses, which
 * never hold them.
 *
 * @param x [N, d]
 * @param unembedding [V, d] one row per token
 * @returns [N, V]
 */
export function logits(x: Tensor2D, unembedding: Tensor2D): Tensor2D {
  return matMul(x, unembedding, false, true);
}
