import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFusedMany } from "./runFused";

/**
 * y = x / √(mean x² + ε) · gamma, each row by itself (Zhang and Sennrich 2019). The squares are summed in float32: they
 * overflow where |x| is about 1e19.
 *
 * @param x [N, d]
 * @param gamma [d]
 * @returns [N, d]
 */
export function rmsNorm(x: Tensor2D, gamma: Tensor1D, epsilon: number): Tensor2D {
  requireShape("gamma", gamma, [x.shape[1]]);
  return differentiable(
    [x, gamma],
    (save) => {
      const [y, inverse] = runFusedMany("rmsNorm", { x, gamma }, { epsilon });
      save([x, gamma, inverse!]);
      return y as Tensor2D;
    },
    (dy, [x, gamma, inverse]) =>
      runFusedMany("rmsNormGradient", { x: x!, gamma: gamma!, inverse: inverse!, dy }),
  );
}
