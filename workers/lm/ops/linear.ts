import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFused, runFusedMany } from "./runFused";

export interface LinearLayer {
  /** [in, out], as Hugging Face's Conv1D stores it, or [out, in], as nn.Linear does, when transposed. */
  readonly weight: Tensor2D;
  /** [out] */
  readonly bias?: Tensor1D | undefined;
  readonly transposed?: boolean;
}

/**
 * y = x · weight + bias.
 *
 * @param x [N, in]
 * @returns [N, out]
 */
export function linear(x: Tensor2D, { weight, bias, transposed = false }: LinearLayer): Tensor2D {
  const [inputs, outputs] = transposed ? [weight.shape[1], weight.shape[0]] : weight.shape;
  requireShape("x", x, [x.shape[0], inputs]);
  if (bias) requireShape("bias", bias, [outputs]);
  const biased = bias !== undefined;
  return differentiable(
    biased ? [x, weight, bias] : [x, weight],
    (save) => {
      save([x, weight]);
      return runFused("linear", biased ? { x, weight, bias } : { x, weight }, { transposed }) as Tensor2D;
    },
    (dy, saved) =>
      runFusedMany("linearGradient", { x: saved[0]!, weight: saved[1]!, dy }, { transposed, biased }),
  );
}
