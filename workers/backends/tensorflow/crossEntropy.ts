import * as tf from "@tensorflow/tfjs-core";
import { requireIndices } from "./embed";

/** What the logits may take; rows are done in blocks of as many as fit. */
const logitBytes = 64 * 2 ** 20;

interface Inputs {
  x: tf.Tensor2D;
  unembedding: tf.Tensor2D;
  bias?: tf.Tensor1D;
  targets: tf.Tensor1D;
}

interface Attributes {
  softCap: number;
}

/** With e = (softmax − onehot)/N · slope of the cap: dx = e·unembedding, dunembedding = eᵀ·x, dbias the sum of its rows. */
export function crossEntropy(inputs: Inputs, attributes: Attributes): tf.Tensor[] {
  const { x, unembedding, bias } = inputs;
  const losses: tf.Tensor[] = [];
  const dx: tf.Tensor[] = [];
  let sums: tf.Tensor[] = [tf.zerosLike(unembedding), ...(bias ? [tf.zerosLike(bias)] : [])];
  for (const rows of blocksOf(inputs)) {
    const before = sums;
    const [loss, gradient, ...after] = tf.tidy(() => {
      const { own, targets, logits, slope, logsum } = predict(inputs, rows, attributes);
      const tokens = tf.range(0, unembedding.shape[0], 1, "int32");
      const chosen = tf.cast(tf.equal(tf.expandDims(targets, 1), tokens), "float32");
      const distance = tf.div(tf.sub(tf.exp(tf.sub(logits, logsum)), chosen), x.shape[0]);
      const error: tf.Tensor2D = tf.mul(distance, slope);
      const parts = [tf.matMul(error, own, true, false), ...(bias ? [tf.sum(error, 0)] : [])];
      return [
        ...[lossesOf(logits, logsum, targets), tf.matMul(error, unembedding)],
        ...parts.map((part, at) => tf.add(before[at]!, part)),
      ];
    });
    tf.dispose(before);
    losses.push(loss!);
    dx.push(gradient!);
    sums = after;
  }
  return [tf.mean(tf.concat(losses)), tf.concat(dx), ...sums];
}

export function tokenLosses(inputs: Inputs, attributes: Attributes): tf.Tensor {
  const losses = blocksOf(inputs).map((rows) =>
    tf.tidy(() => {
      const { targets, logits, logsum } = predict(inputs, rows, attributes);
      return lossesOf(logits, logsum, targets);
    }),
  );
  return tf.concat(losses);
}

interface Rows {
  begin: number;
  count: number;
}

function blocksOf({ x, unembedding, targets }: Inputs): Rows[] {
  requireIndices(targets, unembedding.shape[0], "targets");
  const most = Math.max(1, Math.floor(logitBytes / 4 / unembedding.shape[0]));
  const blocks: Rows[] = [];
  for (let begin = 0; begin === 0 || begin < x.shape[0]; begin += most)
    blocks.push({ begin, count: Math.min(most, x.shape[0] - begin) });
  return blocks;
}

function predict({ x, unembedding, bias, targets }: Inputs, { begin, count }: Rows, { softCap }: Attributes) {
  const own = tf.slice2d(x, [begin, 0], [count, x.shape[1]]);
  const product: tf.Tensor2D = tf.matMul(own, unembedding, false, true);
  const raw: tf.Tensor2D = bias ? tf.add(product, bias) : product;
  const bend = softCap === 0 ? null : tf.tanh(tf.div(raw, softCap));
  const logits: tf.Tensor2D = bend === null ? raw : tf.mul(bend, softCap);
  return {
    own,
    logits,
    slope: bend === null ? tf.scalar(1) : tf.sub(1, tf.square(bend)),
    targets: tf.slice1d(targets, begin, count),
    logsum: tf.logSumExp(logits, 1, true),
  };
}

function lossesOf(logits: tf.Tensor2D, logsum: tf.Tensor, targets: tf.Tensor1D): tf.Tensor {
  const [count] = logits.shape;
  const at = tf.stack([tf.range(0, count, 1, "int32"), targets], 1);
  return tf.sub(tf.reshape(logsum, [count]), tf.gatherND(logits, at));
}
