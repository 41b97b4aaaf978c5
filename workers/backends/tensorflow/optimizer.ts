import * as tf from "@tensorflow/tfjs-core";
import type { AdamWAttributes } from "../fusedKernels";

/** tfjs has no kernel that writes into what it reads: the tensors get new values, as a variable does. */
export function adamWStep(
  { param, grad, m, v }: Record<"param" | "grad" | "m" | "v", tf.Tensor>,
  { lr, beta1, beta2, eps, weightDecay, gradScale, step }: AdamWAttributes,
): tf.Tensor {
  const g = tf.mul(grad, gradScale);
  assign(m, tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1)));
  assign(v, tf.add(tf.mul(v, beta2), tf.mul(tf.square(g), 1 - beta2)));
  const deviation = tf.add(tf.sqrt(tf.div(v, 1 - beta2 ** step)), eps);
  const update = tf.div(tf.div(m, 1 - beta1 ** step), deviation);
  assign(param, tf.sub(param, tf.mul(tf.add(update, tf.mul(param, weightDecay)), lr)));
  return param.clone();
}

/** They outlive the scopes that they are updated in. */
function assign(tensor: tf.Tensor, values: tf.Tensor): void {
  tf.engine().disposeTensor(tensor);
  tensor.dataId = values.dataId;
  tf.engine().incRef(tf.keep(tensor), tf.backend());
}

export function sumOfSquares(inputs: Record<string, tf.Tensor>): tf.Tensor {
  const sums = Object.values(inputs).map((input) => tf.sum(tf.square(input)));
  return sums.length === 0 ? tf.scalar(0) : tf.addN(sums);
}
