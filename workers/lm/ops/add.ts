import { add as tfAdd, type Tensor } from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";

/** The sum of two tensors of one shape: a residual connection. */
export function add<Any extends Tensor>(a: Any, b: Any): Any {
  requireShape("the second term", b, a.shape);
  return differentiable(
    [a, b],
    () => tfAdd(a, b),
    // tfjs may let go of either gradient before the other.
    (dy) => [dy.clone(), dy.clone()],
  );
}
