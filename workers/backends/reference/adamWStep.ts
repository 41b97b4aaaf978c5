import type { AdamWAttributes } from "../fusedKernels";

interface State {
  param: number;
  m: number;
  v: number;
}

/** One AdamW update of one number, with decoupled weight decay; see ops/adamWStep for the equations. */
export function referenceAdamWStep(
  { param, m, v }: State,
  grad: number,
  { lr, beta1, beta2, eps, weightDecay, step, gradScale }: AdamWAttributes,
): State {
  const g = grad * gradScale;
  const first = beta1 * m + (1 - beta1) * g;
  const second = beta2 * v + (1 - beta2) * g * g;
  const update = first / (1 - beta1 ** step) / (Math.sqrt(second / (1 - beta2 ** step)) + eps);
  return { param: param - lr * (update + weightDecay * param), m: first, v: second };
}
