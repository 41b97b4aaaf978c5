import { mul, type Scalar, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import { differentiable } from "./differentiable";
import { runFusedMany } from "./runFused";
import { type Unembedding, unembeddingInputs } from "./unembedding";

/**
 * The mean of −ln softmax(logits) at the targets, in nats. Its gradient is made along with it, some hundred rows of
 * logits at a time: use tokenLosses where no gradient is wanted.
 *
 * @param x [N, d]
 * @param targets [N] int32
 */
export function crossEntropy(x: Tensor2D, unembedding: Unembedding, targets: Tensor1D): Scalar {
  const { inputs, attributes } = unembeddingInputs(x, unembedding, targets);
  requireThat(x.shape[0] > 0, "a mean loss needs at least one position");
  const { weight, bias } = unembedding;
  return differentiable(
    bias ? [x, weight, bias] : [x, weight],
    (save) => {
      const [loss, ...gradients] = runFusedMany("crossEntropy", inputs, attributes);
      save(gradients);
      return loss as Scalar;
    },
    (dy, gradients) => gradients.map((gradient) => mul(gradient, dy)),
  );
}
