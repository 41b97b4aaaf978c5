import { type Tensor1D, tensor1d, type Tensor2D } from "@tensorflow/tfjs-core";
import {
  referenceCrossEntropyGradient,
  referenceTokenLosses,
} from "~workers/backends/reference/crossEntropy";
import { crossEntropy } from "~workers/lm/ops/crossEntropy";
import { tokenLosses } from "~workers/lm/ops/tokenLosses";
import { compare, type OpCase, runOp, valuesOf } from "./comparison";
import { matrix, vector } from "./draw";

export const crossEntropyCase: OpCase = async (draw) => {
  const [rows, width] = [draw.oneOf([1, 2, 17, 65, 300]), draw.oneOf([1, 3, 8, 33])];
  const [vocabulary, scale] = [draw.oneOf([1, 2, 50, 257]), draw.oneOf([1, 0.01, 10])];
  const [biased, softCap] = [draw.oneOf([false, true]), draw.oneOf([0, 0, 3, 30])];
  const [x, unembedding] = [draw.numbers(rows * width, scale), draw.numbers(vocabulary * width)];
  const [bias, targets] = [draw.numbers(vocabulary), draw.indices(rows, vocabulary)];
  const ids = tensor1d(targets.slice(), "int32");
  const [residual, weight] = [matrix(x, rows, width), matrix(unembedding, vocabulary, width)];
  const biases = biased ? [vector(bias)] : [];
  const dy = draw.numbers(1);
  const [loss, ...gradients] = await runOp(
    (a: Tensor2D, weight: Tensor2D, bias?: Tensor1D) => crossEntropy(a, { weight, bias, softCap }, ids),
    [residual, weight, ...biases],
    dy,
  );
  const losses = await valuesOf(tokenLosses(residual, { weight, bias: biases[0], softCap }, ids));

  const prediction = { x, unembedding, ...(biased && { bias }), softCap, targets, width };
  const expectedLosses = referenceTokenLosses(prediction);
  const mean = Float64Array.of(expectedLosses.reduce((a, b) => a + b, 0) / rows);
  const { dx, dunembedding, dbias } = referenceCrossEntropyGradient(prediction);
  const expected = [dx, dunembedding, ...(biased ? [dbias] : [])];
  const scores = scale * 4 * Math.sqrt(width);
  return [
    ...compare(["losses", "mean"], [losses, loss!], [expectedLosses, mean], {
      relative: 1e-6,
      scale: 1 + scores,
    }),
    ...compare(
      ["dx", "dunembedding", ...(biased ? ["dbias"] : [])],
      gradients,
      expected.map((values) => values.map((value) => value * dy[0]!)),
      { relative: 1e-5 * (1 + scores), scale: (Math.abs(dy[0]!) * Math.max(1, scale)) / rows },
    ),
  ];
};
