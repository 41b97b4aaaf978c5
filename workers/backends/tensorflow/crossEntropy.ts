import * as tf from "@tensorflow/tfjs-core";
import { requireIndices } from "./embed";

/** What the logits may take; rows are done in blocks of as many as fit. */
const logitBytes = 64 * 2 ** 20;

interface Inputs {
  x: tf.Tensor2D;
  unembedding: tf.Tensor2D;
  targets: tf.Tensor1D;
}

/** With e = (softmax − onehot)/N: dx = e·unembedding, dunembedding = eᵀ·x. */
export function crossEntropy(inputs: Inputs): tf.Tensor[] {
  const { x, unembedding } = inputs;
  const losses: tf.Tensor[] = [];
  const dx: tf.Tensor[] = [];
  let dunembedding: tf.Tensor = tf.zerosLike(unembedding);
  for (const rows of blocksOf(inputs)) {
    const before = dunembedding;
    const made = tf.tidy(() => {
      const { own, targets, logits, logsum } = predict(inputs, rows);
      const tokens = tf.range(0, unembedding.shape[0], 1, "int32");
      const chosen = tf.cast(tf.equal(tf.expandDims(targets, 1), tokens), "float32");
      const error: tf.Tensor2D = tf.div(tf.sub(tf.exp(tf.sub(logits, logsum)), chosen), x.shape[0]);
      const gradient = tf.matMul(error, own, true, false);
      return [lossesOf(logits, logsum, targets), tf.matMul(error, unembedding), tf.add(before, gradient)];
    });
    before.dispose();
    losses.push(made[0]!);
    dx.push(made[1]!);
    dunembedding = made[2]!;
  }
  return [tf.mean(tf.concat(losses)), tf.concat(dx), dunembedding];
}

export function tokenLosses(inputs: Inputs): tf.Tensor {
  const losses = blocksOf(inputs).map((rows) =>
    tf.tidy(() => {
      const { targets, logits, logsum } = predict(inputs, rows);
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

function predict({ x, unembedding, targets }: Inputs, { begin, count }: Rows) {
  const own = tf.slice2d(x, [begin, 0], [count, x.shape[1]]);
  const logits: tf.Tensor2D = tf.matMul(own, unembedding, false, true);
  return {
    own,
    targets: tf.slice1d(targets, begin, count),
    logits,
    logsum: tf.logSumExp(logits, 1, true),
  };
}

function lossesOf(logits: tf.Tensor2D, logsum: tf.Tensor, targets: tf.Tensor1D): tf.Tensor {
  const [count] = logits.shape;
  const at = tf.stack([tf.range(0, count, 1, "int32"), targets], 1);
  return tf.sub(tf.reshape(logsum, [count]), tf.gatherND(logits, at));
}
