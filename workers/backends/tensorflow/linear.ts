import * as tf from "@tensorflow/tfjs-core";

type Inputs = Record<"x" | "weight", tf.Tensor2D>;

export function linear({ x, weight, bias }: Inputs & { bias: tf.Tensor1D }): tf.Tensor {
  return tf.add(tf.matMul(x, weight), bias);
}

export function linearGradient({ x, weight, dy }: Inputs & { dy: tf.Tensor2D }): tf.Tensor[] {
  return [tf.matMul(dy, weight, false, true), tf.matMul(x, dy, true, false), tf.sum(dy, 0)];
}
