import { matMul, type Tensor1D, type Tensor2D, tensor3d } from "@tensorflow/tfjs-core";
import { referenceLinear, referenceLinearGradient } from "~workers/backends/reference/linear";
import { referenceMatMul } from "~workers/backends/reference/matMul";
import { linear } from "~workers/lm/ops/linear";
import { logits } from "~workers/lm/ops/logits";
import { compare, type OpCase, runOp, valuesOf } from "./comparison";
import { matrix, unaligned, vector } from "./draw";

export const linearCase: OpCase = async (draw) => {
  const [rows, inputs, outputs] = [draw.lengthOrNone(), draw.length(), draw.length()];
  const [transposed, biased] = [draw.oneOf([false, true]), draw.oneOf([false, true])];
  const scale = draw.oneOf([1, 1e-3, 1e12]);
  const [x, weight] = [draw.numbers(rows * inputs, scale), draw.numbers(inputs * outputs)];
  const [bias, dy] = [draw.numbers(outputs), draw.numbers(rows * outputs)];
  const stored = transposed ? matrix(weight, outputs, inputs) : matrix(weight, inputs, outputs);
  const actual = await runOp(
    (a: Tensor2D, b: Tensor2D, c?: Tensor1D) => linear(a, { weight: b, bias: c, transposed }),
    [matrix(x, rows, inputs), stored, ...(biased ? [vector(bias)] : [])],
    dy,
  );
  const layer = { x, weight, transposed, rows, inputs, outputs };
  const { dx, dweight, dbias } = referenceLinearGradient(layer, dy);
  const products = [referenceLinear(layer, biased ? bias : null), dx, dweight];
  return [
    ...compare(["y", "dx", "dweight"], actual, products, { relative: 1e-5 }),
    ...(biased ? compare(["dbias"], actual.slice(3), [dbias], { relative: 1e-5, scale: 1 }) : []),
  ];
};

export const logitsCase: OpCase = async (draw) => {
  const [rows, width, vocabulary] = [draw.length(), draw.oneOf([draw.length(), 600]), draw.length()];
  const [x, unembedding] = [draw.numbers(rows * width), draw.numbers(vocabulary * width)];
  const actual = await valuesOf(logits(matrix(x, rows, width), matrix(unembedding, vocabulary, width)));
  const factor = { values: unembedding, rows: vocabulary, columns: width, transposed: true };
  const expected = referenceMatMul({ values: x, rows, columns: width }, factor);
  return compare(["logits"], [actual], [expected], { relative: 1e-5 });
};

/** tf.matMul of batches, where one of the factors may serve all of the other's. */
export const matMulCase: OpCase = async (draw) => {
  const [batchA, batchB] = draw.oneOf([
    ...[[1, 1] as const, [3, 3] as const],
    ...[[4, 1] as const, [1, 2] as const],
  ]);
  const [rows, columns, inner] = [draw.length(), draw.length(), draw.length()];
  const [transposeA, transposeB] = [draw.oneOf([false, true]), draw.oneOf([false, true])];
  const shapeA = transposeA ? ([inner, rows] as const) : ([rows, inner] as const);
  const shapeB = transposeB ? ([columns, inner] as const) : ([inner, columns] as const);
  const [A, B] = [draw.numbers(batchA * rows * inner), draw.numbers(batchB * inner * columns)];
  const actual = await valuesOf(
    matMul(
      ...([
        tensor3d(unaligned(A), [batchA, ...shapeA]),
        tensor3d(unaligned(B), [batchB, ...shapeB]),
      ] as const),
      ...([transposeA, transposeB] as const),
    ),
  );
  const expected = new Float64Array(Math.max(batchA, batchB) * rows * columns);
  for (let i = 0; i < Math.max(batchA, batchB); i++) {
    const factor = (all: Float32Array, batch: number, [rows, columns]: readonly [number, number]) => ({
      values: all.subarray((i % batch) * rows * columns, ((i % batch) + 1) * rows * columns),
      ...{ rows, columns },
    });
    const [a, b] = [factor(A, batchA, shapeA), factor(B, batchB, shapeB)];
    const product = referenceMatMul({ ...a, transposed: transposeA }, { ...b, transposed: transposeB });
    expected.set(product, i * rows * columns);
  }
  return compare(["product"], [actual], [expected], { relative: 1e-5 });
};
