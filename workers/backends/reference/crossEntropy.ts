import { referenceMatMul } from "./matMul";
import { type SoftCapped, softCapped } from "./softCapped";

interface Prediction {
  x: ArrayLike<number>;
  unembedding: ArrayLike<number>;
  /** [V], or 0 when left out */
  bias?: ArrayLike<number>;
  softCap?: number;
  targets: ArrayLike<number>;
  width: number;
}

/** −ln softmax(logits) at the target of each row, in nats; logits = cap(x·unembeddingᵀ + bias) */
export function referenceTokenLosses(prediction: Prediction): Float64Array {
  const rows = softmax(prediction);
  return Float64Array.from(prediction.targets, (target, row) => rows[row]!.lossAt(target));
}

/**
 * Of the mean loss over N rows: with e = (softmax − onehot)/N · cap′, dx = e·unembedding, dunembedding = eᵀ·x, and
 * dbias = Σ over rows of e.
 */
export function referenceCrossEntropyGradient(prediction: Prediction): {
  dx: Float64Array;
  dunembedding: Float64Array;
  dbias: Float64Array;
} {
  const { x, unembedding, targets, width } = prediction;
  const vocabulary = unembedding.length / width;
  const rows = targets.length;
  const errors = new Float64Array(rows * vocabulary);
  const dbias = new Float64Array(vocabulary);
  softmax(prediction).forEach(({ logits, probabilities }, row) => {
    probabilities.forEach((p, token) => {
      const error = ((p - (token === targets[row] ? 1 : 0)) / rows) * logits[token]!.slope;
      errors[row * vocabulary + token] = error;
      dbias[token]! += error;
    });
  });
  const error = { values: errors, rows, columns: vocabulary };
  return {
    dx: referenceMatMul(error, { values: unembedding, rows: vocabulary, columns: width }),
    dunembedding: referenceMatMul({ ...error, transposed: true }, { values: x, rows, columns: width }),
    dbias,
  };
}

interface Row {
  logits: SoftCapped[];
  probabilities: number[];
  lossAt: (token: number) => number;
}

function softmax({ x, unembedding, bias, softCap = 0, targets, width }: Prediction): Row[] {
  const [rows, vocabulary] = [targets.length, unembedding.length / width];
  const raw = referenceMatMul(
    { values: x, rows, columns: width },
    { values: unembedding, rows: vocabulary, columns: width, transposed: true },
  );
  return Array.from({ length: rows }, (_, row) => {
    const logits = Array.from({ length: vocabulary }, (_, token) =>
      softCapped(raw[row * vocabulary + token]! + (bias?.[token] ?? 0), softCap),
    );
    const most = logits.reduce((a, { value }) => Math.max(a, value), -Infinity);
    const logTotal = most + Math.log(logits.reduce((sum, { value }) => sum + Math.exp(value - most), 0));
    return {
      logits,
      probabilities: logits.map(({ value }) => Math.exp(value - logTotal)),
      lossAt: (token) => logTotal - logits[token]!.value,
    };
  });
}
