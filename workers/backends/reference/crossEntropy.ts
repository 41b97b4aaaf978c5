import { referenceMatMul } from "./matMul";

interface Prediction {
  x: ArrayLike<number>;
  unembedding: ArrayLike<number>;
  targets: ArrayLike<number>;
  width: number;
}

/** −ln softmax(x·unembeddingᵀ) at the target of each row, in nats */
export function referenceTokenLosses(prediction: Prediction): Float64Array {
  const probabilities = softmax(prediction);
  return Float64Array.from(prediction.targets, (target, row) => probabilities[row]!.lossAt(target));
}

/** Of the mean loss over N rows: with e = (softmax − onehot)/N, dx = e·unembedding, dunembedding = eᵀ·x. */
export function referenceCrossEntropyGradient(prediction: Prediction): {
  dx: Float64Array;
  dunembedding: Float64Array;
} {
  const { x, unembedding, targets, width } = prediction;
  const vocabulary = unembedding.length / width;
  const rows = targets.length;
  const errors = new Float64Array(rows * vocabulary);
  softmax(prediction).forEach(({ probabilities }, row) => {
    errors.set(
      probabilities.map((p, token) => (p - (token === targets[row] ? 1 : 0)) / rows),
      row * vocabulary,
    );
  });
  const error = { values: errors, rows, columns: vocabulary };
  return {
    dx: referenceMatMul(error, { values: unembedding, rows: vocabulary, columns: width }),
    dunembedding: referenceMatMul({ ...error, transposed: true }, { values: x, rows, columns: width }),
  };
}

function softmax({ x, unembedding, targets, width }: Prediction) {
  const [rows, vocabulary] = [targets.length, unembedding.length / width];
  const logits = referenceMatMul(
    { values: x, rows, columns: width },
    { values: unembedding, rows: vocabulary, columns: width, transposed: true },
  );
  return Array.from({ length: rows }, (_, row) => {
    const own = logits.subarray(row * vocabulary, (row + 1) * vocabulary);
    const most = own.reduce((a, b) => Math.max(a, b), -Infinity);
    const logTotal = most + Math.log(own.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
    return {
      probabilities: own.map((logit) => Math.exp(logit - logTotal)),
      lossAt: (token: number) => logTotal - own[token]!,
    };
  });
}
