import * as tf from "@tensorflow/tfjs-core";
import type { GeluForm } from "../fusedKernels";

export function gelu({ x }: { x: tf.Tensor }, { form }: { form: GeluForm }): tf.Tensor {
  return tf.mul(x, form === "erf" ? normalCdf(x) : tf.sigmoid(tanhArgument(x)));
}

/** "erf": Φ(x) + x·φ(x). "tanh": with s the logistic function of 2u, s + x·s·(1 − s)·(2u)′ */
export function geluGradient({ x, dy }: Record<"x" | "dy", tf.Tensor>, { form }: { form: GeluForm }) {
  if (form === "erf") {
    const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return tf.mul(dy, tf.add(normalCdf(x), tf.mul(x, density)));
  }
  // Beyond ±10 the slope is 0 or 1 to the last bit.
  const near = tf.clipByValue(x, -10, 10);
  const s = tf.sigmoid(tanhArgument(near));
  const inner = tf.mul(tf.add(tf.mul(tf.square(near), 3 * 0.044715), 1), 2 * Math.sqrt(2 / Math.PI));
  return tf.mul(dy, tf.add(s, tf.mul(tf.mul(near, tf.mul(s, tf.sub(1, s))), inner)));
}

const normalCdf = (x: tf.Tensor) => tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);

/** 2u, u = √(2/π)·(x + 0.044715·x³) */
const tanhArgument = (x: tf.Tensor) =>
  tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), 2 * Math.sqrt(2 / Math.PI));
