import { mul, type Scalar, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFusedMany } from "./runFused";

/**
 * The mean of −ln softmax(x · unembeddingᵀ) at the targets, in nats. Its gradient is made along with it, some
 * hundred rows of logits at a time: use tokenLosses where no gradient is wanted.
 *
 * @param x [N, d]
 * @param unembedding [V, d] one row per token
 * @param targets [N] int32
 */
export function crossEntropy(x: Tensor2D, unembedding: Tensor2D, targets: Tensor1D): Scalar {
  requireShape("unembedding", unembedding, [unembedding.shape[0], x.shape[1]]);
  requireShape("targets", targets, [x.shape[0]]);
  requireThat(x.shape[0] > 0, "a mean loss needs at least one position");
  return differentiable(
    [x, unembedding],
    (save) => {
      const [loss, dx, dunembedding] = runFusedMany("crossEntropy", { x, unembedding, targets });
      save([dx!, dunembedding!]);
      return loss as Scalar;
    },
    (dy, [dx, dunembedding]) => [mul(dx!, dy), mul(dunembedding!, dy)],
  );
}
