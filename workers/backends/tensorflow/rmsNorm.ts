import * as tf from "@tensorflow/tfjs-core";

export function rmsNorm(
  { x, gamma }: { x: tf.Tensor2D; gamma: tf.Tensor1D },
  { epsilon }: { epsilon: number },
): tf.Tensor[] {
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), 1, true), epsilon));
  return [tf.mul(tf.mul(x, inverse), gamma), tf.reshape(inverse, [x.shape[0]])];
}

/** With h = x·inverse and z = dy·gamma: dx = (z − h·mean(z·h)) · inverse. */
export function rmsNormGradient({
  x,
  gamma,
  inverse,
  dy,
}: Record<"x" | "dy", tf.Tensor2D> & Record<"gamma" | "inverse", tf.Tensor1D>): tf.Tensor[] {
  const scale = tf.reshape(inverse, [x.shape[0], 1]);
  const h = tf.mul(x, scale);
  const z = tf.mul(dy, gamma);
  const dx = tf.mul(tf.sub(z, tf.mul(h, tf.mean(tf.mul(z, h), 1, true))), scale);
  return [dx, tf.sum(tf.mul(dy, h), 0)];
}
