import * as tf from "@tensorflow/tfjs-core";
import type { AttentionAttributes } from "../fusedKernels";

export function causalAttention({ qkv }: { qkv: tf.Tensor2D }, attributes: AttentionAttributes): tf.Tensor[] {
  const [q, k, v] = headsOf(qkv, 3, attributes) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const scores = scoresOf(q, k, attributes);
  const logsum = tf.logSumExp(scores, 3, true);
  const mixed = tf.matMul(tf.exp(tf.sub(scores, logsum)), v);
  return [rowsOf([mixed], attributes), tf.squeeze(logsum, [3])];
}

/** With P the probabilities and D = Σ dy·out: dv = Pᵀ·dy, dS = P·(dy·vᵀ − D)/√dHead, dq = dS·k, dk = dSᵀ·q. */
export function causalAttentionGradient(
  { qkv, out, logsum, dy }: Record<"qkv" | "out" | "dy", tf.Tensor2D> & { logsum: tf.Tensor3D },
  attributes: AttentionAttributes,
): tf.Tensor {
  const [q, k, v] = headsOf(qkv, 3, attributes) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const [mixed] = headsOf(out, 1, attributes) as [tf.Tensor];
  const [change] = headsOf(dy, 1, attributes) as [tf.Tensor];
  const P = tf.exp(tf.sub(scoresOf(q, k, attributes), tf.expandDims(logsum, 3)));
  const D = tf.sum(tf.mul(change, mixed), 3, true);
  const scale = 1 / Math.sqrt(q.shape[3]!);
  const dS = tf.mul(tf.mul(P, tf.sub(tf.matMul(change, v, false, true), D)), scale);
  return rowsOf(
    [tf.matMul(dS, k), tf.matMul(dS, q, true, false), tf.matMul(P, change, true, false)],
    attributes,
  );
}

/** Rows [B·C, parts·d] as `parts` tensors [B, heads, C, dHead]. */
function headsOf(
  rows: tf.Tensor2D,
  parts: number,
  { batch, context, heads }: AttentionAttributes,
): tf.Tensor[] {
  const headWidth = rows.shape[1] / parts / heads;
  const split = tf.reshape(rows, [batch, context, parts, heads, headWidth]);
  return tf.unstack(tf.transpose(split, [2, 0, 3, 1, 4]));
}

function rowsOf(parts: tf.Tensor[], { batch, context }: AttentionAttributes): tf.Tensor {
  const stacked = tf.transpose(tf.stack(parts), [1, 3, 0, 2, 4]);
  return tf.reshape(stacked, [batch * context, -1]);
}

/** q·kᵀ/√dHead [B, heads, C, C], far below all others where the key comes after the query. */
function scoresOf(q: tf.Tensor, k: tf.Tensor, { context }: AttentionAttributes): tf.Tensor {
  const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(q.shape[3]!));
  const positions = tf.range(0, context, 1, "int32");
  const seen = tf.lessEqual(tf.reshape(positions, [1, context]), tf.reshape(positions, [context, 1]));
  return tf.where(tf.broadcastTo(seen, scores.shape), scores, tf.fill(scores.shape, -1e30));
}
