import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFusedMany } from "./runFused";

/**
 * y = (x − mean) / √(variance + ε) · gamma + beta, each row by itself.
 *
 * @param x [N, d]
 * @param gamma [d]
 * @param beta [d]
 * @returns [N, d]
 */
export function layerNorm(x: Tensor2D, gamma: Tensor1D, beta: Tensor1D, epsilon: number): Tensor2D {
  requireShape("gamma", gamma, [x.shape[1]]);
  requireShape("beta", beta, [x.shape[1]]);
  return differentiable(
    [x, gamma, beta],
    (save) => {
      const [y, mean, inverse] = runFusedMany("layerNorm", { x, gamma, beta }, { epsilon });
      save([x, gamma, mean!, inverse!]);
      return y as Tensor2D;
    },
    (dy, [x, gamma, mean, inverse]) =>
      runFusedMany("layerNormGradient", { x: x!, gamma: gamma!, mean: mean!, inverse: inverse!, dy }),
  );
}
