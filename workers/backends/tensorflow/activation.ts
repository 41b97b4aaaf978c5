import * as tf from "@tensorflow/tfjs-core";
import type { ActivationForm } from "../fusedKernels";

interface Form {
  value: (x: tf.Tensor) => tf.Tensor;
  slope: (x: tf.Tensor) => tf.Tensor;
}

const normalCdf = (x: tf.Tensor) => tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);

/** 2u, u = √(2/π)·(x + 0.044715·x³) */
const tanhArgument = (x: tf.Tensor) =>
  tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), 2 * Math.sqrt(2 / Math.PI));

/** x·σ(k·x), with the slope σ + kx·σ·(1 − σ) */
const swish = (k: number): Form => ({
  value: (x) => tf.mul(x, tf.sigmoid(tf.mul(x, k))),
  slope: (x) => {
    const s = tf.sigmoid(tf.mul(x, k));
    return tf.add(s, tf.mul(tf.mul(x, k), tf.mul(s, tf.sub(1, s))));
  },
});

/** The equations are at ActivationForm. */
const forms: Record<ActivationForm, Form> = {
  erf: {
    value: (x) => tf.mul(x, normalCdf(x)),
    slope: (x) => {
      const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return tf.add(normalCdf(x), tf.mul(x, density));
    },
  },
  tanh: {
    value: (x) => tf.mul(x, tf.sigmoid(tanhArgument(x))),
    slope: (x) => {
      // Beyond ±10 the slope is 0 or 1 to the last bit.
      const near = tf.clipByValue(x, -10, 10);
      const s = tf.sigmoid(tanhArgument(near));
      const inner = tf.mul(tf.add(tf.mul(tf.square(near), 3 * 0.044715), 1), 2 * Math.sqrt(2 / Math.PI));
      return tf.add(s, tf.mul(tf.mul(near, tf.mul(s, tf.sub(1, s))), inner));
    },
  },
  silu: swish(1),
  quick: swish(1.702),
  relu: { value: (x) => tf.relu(x), slope: (x) => tf.cast(tf.greater(x, 0), "float32") },
  relu2: { value: (x) => tf.square(tf.relu(x)), slope: (x) => tf.mul(tf.relu(x), 2) },
};

interface Attributes {
  form: ActivationForm;
}

export function activation({ x }: { x: tf.Tensor }, { form }: Attributes): tf.Tensor {
  return forms[form].value(x);
}

export function activationGradient(
  { x, dy }: Record<"x" | "dy", tf.Tensor>,
  { form }: Attributes,
): tf.Tensor {
  return tf.mul(dy, forms[form].slope(x));
}

export function gated({ gate, up }: Record<"gate" | "up", tf.Tensor>, { form }: Attributes): tf.Tensor {
  return tf.mul(forms[form].value(gate), up);
}

export function gatedGradient(
  { gate, up, dy }: Record<"gate" | "up" | "dy", tf.Tensor>,
  { form }: Attributes,
): tf.Tensor[] {
  return [tf.mul(tf.mul(dy, up), forms[form].slope(gate)), tf.mul(dy, forms[form].value(gate))];
}
