import * as tf from "@tensorflow/tfjs-core";

export function layerNorm(
  { x, gamma, beta }: { x: tf.Tensor2D; gamma: tf.Tensor1D; beta: tf.Tensor1D },
  { epsilon }: { epsilon: number },
): tf.Tensor[] {
  const { mean, variance } = tf.moments(x, 1, true);
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const y = tf.add(tf.mul(tf.mul(tf.sub(x, mean), inverse), gamma), beta);
  return [y, tf.reshape(mean, [x.shape[0]]), tf.reshape(inverse, [x.shape[0]])];
}

/** With h the standardised x and z = dy·gamma: dx = (z − mean z − h·mean(z·h)) · inverse. */
export function layerNormGradient({
  x,
  gamma,
  mean,
  inverse,
  dy,
}: Record<"x" | "dy", tf.Tensor2D> & Record<"gamma" | "mean" | "inverse", tf.Tensor1D>): tf.Tensor[] {
  const column = (values: tf.Tensor1D) => tf.reshape(values, [x.shape[0], 1]);
  const h = tf.mul(tf.sub(x, column(mean)), column(inverse));
  const z = tf.mul(dy, gamma);
  const along = tf.mul(h, tf.mean(tf.mul(z, h), 1, true));
  const dx = tf.mul(tf.sub(tf.sub(z, tf.mean(z, 1, true)), along), column(inverse));
  return [dx, tf.sum(tf.mul(dy, h), 0), tf.sum(dy, 0)];
}
