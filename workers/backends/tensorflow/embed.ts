import * as tf from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";

export function embed({ ids, wte, wpe }: Record<"ids" | "wte" | "wpe", tf.Tensor2D>): tf.Tensor {
  const [batch, context] = ids.shape;
  requireIndices(ids, wte.shape[0], "token ids");
  const positions = tf.tile(tf.slice(wpe, 0, context), [batch, 1]);
  return tf.add(tf.gather(wte, tf.reshape(ids, [batch * context])), positions);
}

export function embedGradient(
  { ids, dy }: Record<"ids" | "dy", tf.Tensor2D>,
  { vocabulary, positions }: { vocabulary: number; positions: number },
): tf.Tensor[] {
  const [batch, context] = ids.shape;
  const flat = tf.reshape(ids, [batch * context]) as tf.Tensor1D;
  const perPosition = tf.sum(tf.reshape(dy, [batch, context, dy.shape[1]]), 0) as tf.Tensor2D;
  return [
    tf.unsortedSegmentSum(dy, flat, vocabulary),
    tf.pad2d(perPosition, [
      [0, positions - context],
      [0, 0],
    ]),
  ];
}

/** What is gathered beside a table is 0 on some devices. */
export function requireIndices(indices: tf.Tensor, bound: number, what: string): void {
  for (const index of indices.dataSync())
    requireThat(index >= 0 && index < bound, `${what} run from 0 to ${bound - 1}, and one is ${index}`);
}
