import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { AdamWAttributes } from "~workers/backends/fusedKernels";
import { requireShape } from "./requireShape";
import { runFused } from "./runFused";

interface AdamWStep<Any extends Tensor> extends AdamWAttributes {
  param: Any;
  grad: Tensor;
  m: Tensor;
  v: Tensor;
}

/**
 * One AdamW update with decoupled decay (Loshchilov and Hutter 2019), in place: param, m and v change, and so does
 * every tensor that shares their values. With g = grad · gradScale and t = step:
 *
 *     m ← β1·m + (1 − β1)·g        v ← β2·v + (1 − β2)·g²
 *     param ← param − lr · ( m/(1 − β1^t) / (√(v/(1 − β2^t)) + eps) + weightDecay · param )
 */
export function adamWStep<Any extends Tensor>({ param, grad, m, v, ...attributes }: AdamWStep<Any>): void {
  for (const [name, tensor] of Object.entries({ grad, m, v })) requireShape(name, tensor, param.shape);
  tidy(() => {
    runFused("adamWStep", { param, grad, m, v }, attributes);
  });
}
