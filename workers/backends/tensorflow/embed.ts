import * as tf from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";

export function embed(
  { ids, wte, wpe }: Record<"ids" | "wte", tf.Tensor2D> & { wpe?: tf.Tensor2D },
  { scale }: { scale: number },
): tf.Tensor {
  const [batch, context] = ids.shape;
  requireIndices(ids, wte.shape[0], "token ids");
  const tokens = tf.mul(tf.gather(wte, tf.reshape(ids, [batch * context])), scale);
  return wpe ? tf.add(tokens, tf.tile(tf.slice(wpe, 0, context), [batch, 1])) : tokens;
}

export function embedGradient(
  { ids, dy }: Record<"ids" | "dy", tf.Tensor2D>,
  { vocabulary, positions, scale }: { vocabulary: number; positions: number; scale: number },
): tf.Tensor[] {
  const [batch, context] = ids.shape;
  const flat: tf.Tensor1D = tf.reshape(ids, [batch * context]);
  const dwte = tf.mul(tf.unsortedSegmentSum(dy, flat, vocabulary), scale);
  if (positions === 0) return [dwte];
  const perPosition: tf.Tensor2D = tf.sum(tf.reshape(dy, [batch, context, dy.shape[1]]), 0);
  const behind: [number, number] = [0, positions - context];
  return [dwte, tf.pad2d(perPosition, [behind, [0, 0]])];
}

/** What is gathered beside a table is 0 on some devices. */
export function requireIndices(indices: tf.Tensor, bound: number, what: string): void {
  for (const index of indices.dataSync())
    requireThat(index >= 0 && index < bound, `${what} run from 0 to ${bound - 1}, and one is ${index}`);
}
