import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFused, runFusedMany } from "./runFused";

/**
 * y = x · weight + bias, the weight stored as Hugging Face's Conv1D does.
 *
 * @param x [N, in]
 * @param weight [in, out]
 * @param bias [out]
 * @returns [N, out]
 */
export function linear(x: Tensor2D, weight: Tensor2D, bias: Tensor1D): Tensor2D {
  requireShape("x", x, [x.shape[0], weight.shape[0]]);
  requireShape("bias", bias, [weight.shape[1]]);
  return differentiable(
    [x, weight, bias],
    (save) => {
      save([x, weight]);
      return runFused("linear", { x, weight, bias }) as Tensor2D;
    },
    (dy, saved) => runFusedMany("linearGradient", { x: saved[0]!, weight: saved[1]!, dy }),
  );
}
