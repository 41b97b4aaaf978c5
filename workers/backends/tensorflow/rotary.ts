import * as tf from "@tensorflow/tfjs-core";
import type { RotaryAttributes } from "../fusedKernels";

export function rotary(
  { x, cosines, sines }: Record<"x" | "cosines" | "sines", tf.Tensor2D>,
  { batch, context, heads, layout, backwards }: RotaryAttributes,
): tf.Tensor {
  const pairs = cosines.shape[1];
  const width = x.shape[1] / heads;
  const rows = [batch, context, heads];
  const split = tf.reshape(x, [...rows, width]);
  const turning = tf.slice(split, [0, 0, 0, 0], [...rows, 2 * pairs]);
  const passing = tf.slice(split, [0, 0, 0, 2 * pairs], [...rows, width - 2 * pairs]);

  const axis = layout === "half" ? 3 : 4;
  const paired = tf.reshape(turning, layout === "half" ? [...rows, 2, pairs] : [...rows, pairs, 2]);
  const [a, b] = tf.unstack(paired, axis) as [tf.Tensor, tf.Tensor];
  const [cosine, sine] = [cosines, sines].map((table) => tf.reshape(table, [1, context, 1, pairs]));
  const turn = backwards ? tf.neg(sine!) : sine!;
  const turned = tf.stack(
    [tf.sub(tf.mul(a, cosine!), tf.mul(b, turn)), tf.add(tf.mul(b, cosine!), tf.mul(a, turn))],
    axis,
  );
  return tf.reshape(tf.concat([tf.reshape(turned, turning.shape), passing], 3), x.shape);
}
