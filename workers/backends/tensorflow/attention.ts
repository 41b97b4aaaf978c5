import * as tf from "@tensorflow/tfjs-core";
import type { AttentionAttributes, GroupedAttentionAttributes } from "../fusedKernels";

type Attended = Record<"q" | "k" | "v", tf.Tensor>;
type Kept = Record<"out" | "dy", tf.Tensor2D> & { logsum: tf.Tensor3D };

export function causalAttention({ qkv }: { qkv: tf.Tensor2D }, attributes: AttentionAttributes): tf.Tensor[] {
  return attention(columnsOf(qkv), ungrouped(qkv, attributes));
}

export function causalAttentionGradient(
  { qkv, ...kept }: Kept & { qkv: tf.Tensor2D },
  attributes: AttentionAttributes,
): tf.Tensor {
  return tf.concat(attentionGradient({ ...columnsOf(qkv), ...kept }, ungrouped(qkv, attributes)), 1);
}

export function attention(rows: Attended, attributes: GroupedAttentionAttributes): tf.Tensor[] {
  const { batch, context, heads } = attributes;
  const { q, k, v } = headsOf(rows, attributes);
  const { scores } = scoresOf(q, k, attributes);
  const logsum = tf.logSumExp(scores, 4, true);
  const mixed = tf.matMul(tf.exp(tf.sub(scores, logsum)), v);
  return [rowsOf(mixed, rows.q.shape), tf.reshape(logsum, [batch, heads, context])];
}

/** With P the probabilities and D = Σ dy·out: dv = Pᵀ·dy, dS = P·(dy·vᵀ − D)·slope·scale, dq = dS·k, dk = dSᵀ·q. */
export function attentionGradient(
  { out, logsum, dy, ...rows }: Attended & Kept,
  attributes: GroupedAttentionAttributes,
): tf.Tensor[] {
  const { batch, context, heads, keyValueHeads, scale } = attributes;
  const { q, k, v } = headsOf(rows, attributes);
  const grouped = [batch, keyValueHeads, heads / keyValueHeads, context];
  const [mixed, change] = [out, dy].map((values) =>
    split(values, batch, keyValueHeads, heads / keyValueHeads),
  );
  const { scores, slope } = scoresOf(q, k, attributes);
  const P = tf.exp(tf.sub(scores, tf.reshape(logsum, [...grouped, 1])));
  const D = tf.sum(tf.mul(change!, mixed!), 4, true);
  const dS = tf.mul(tf.mul(P, tf.sub(tf.matMul(change!, v, false, true), D)), tf.mul(slope, scale));
  // A key and its value serve all query heads of their group.
  const overGroup = (gradient: tf.Tensor) => tf.sum(gradient, 2, true);
  return [
    rowsOf(tf.matMul(dS, k), rows.q.shape),
    rowsOf(overGroup(tf.matMul(dS, q, true, false)), rows.k.shape),
    rowsOf(overGroup(tf.matMul(P, change!, true, false)), rows.v.shape),
  ];
}

function columnsOf(qkv: tf.Tensor2D): Attended {
  const [q, k, v] = tf.split(qkv, 3, 1) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return { q, k, v };
}

const ungrouped = (qkv: tf.Tensor2D, attributes: AttentionAttributes): GroupedAttentionAttributes => ({
  ...{ ...attributes, keyValueHeads: attributes.heads, softCap: 0, window: 0 },
  scale: 1 / Math.sqrt(qkv.shape[1] / 3 / attributes.heads),
});

/** Rows [B·C, heads·dHead] as [B, keyValueHeads, heads of a group, C, dHead]; keys and values repeat over their group. */
function headsOf(
  { q, k, v }: Attended,
  { batch, heads, keyValueHeads }: GroupedAttentionAttributes,
): Attended {
  const group = heads / keyValueHeads;
  const repeated = (rows: tf.Tensor) => tf.tile(split(rows, batch, keyValueHeads, 1), [1, 1, group, 1, 1]);
  return { q: split(q, batch, keyValueHeads, group), k: repeated(k), v: repeated(v) };
}

function split(rows: tf.Tensor, batch: number, keyValueHeads: number, group: number): tf.Tensor {
  const context = rows.shape[0] / batch;
  const width = rows.shape[1]! / (keyValueHeads * group);
  return tf.transpose(tf.reshape(rows, [batch, context, keyValueHeads, group, width]), [0, 2, 3, 1, 4]);
}

const rowsOf = (split: tf.Tensor, shape: number[]) => tf.reshape(tf.transpose(split, [0, 3, 1, 2, 4]), shape);

/** cap(scale · q·kᵀ) [B, keyValueHeads, group, C, C] and the cap's slope; far below all others where no key is seen. */
function scoresOf(q: tf.Tensor, k: tf.Tensor, attributes: GroupedAttentionAttributes) {
  const { context, scale, softCap, window } = attributes;
  const raw = tf.mul(tf.matMul(q, k, false, true), scale);
  const bend = softCap === 0 ? null : tf.tanh(tf.div(raw, softCap));
  const positions = tf.range(0, context, 1, "int32");
  const before = tf.sub(tf.reshape(positions, [context, 1]), tf.reshape(positions, [1, context]));
  const notAfter = tf.greaterEqual(before, tf.scalar(0, "int32"));
  const seen = window === 0 ? notAfter : tf.logicalAnd(notAfter, tf.less(before, tf.scalar(window, "int32")));
  const capped = bend === null ? raw : tf.mul(bend, softCap);
  return {
    scores: tf.where(tf.broadcastTo(seen, raw.shape), capped, tf.fill(raw.shape, -1e30)),
    slope: bend === null ? tf.scalar(1) : tf.sub(1, tf.square(bend)),
  };
}
