import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { referenceLayerNorm, referenceLayerNormGradient } from "~workers/backends/reference/layerNorm";
import { referenceRmsNorm, referenceRmsNormGradient } from "~workers/backends/reference/rmsNorm";
import { layerNorm } from "~workers/lm/ops/layerNorm";
import { rmsNorm } from "~workers/lm/ops/rmsNorm";
import { compare, type OpCase, runOp } from "./comparison";
import { matrix, vector } from "./draw";

const epsilon = 1e-5;
const scales = [1, 1e-4, 1e6];
// 1/√ε = 316 multiplies differences of numbers of size |dy·γ| in a row without spread.
const precision = { relative: 3e-5, scale: 3 };

export const layerNormCase: OpCase = async (draw) => {
  const [rows, width] = [draw.lengthOrNone(), draw.length()];
  const x = draw.numbers(rows * width, draw.oneOf(scales));
  const [gamma, beta, dy] = [draw.numbers(width), draw.numbers(width), draw.numbers(rows * width)];
  const norm = { x, gamma, epsilon };
  const { dx, dgamma, dbeta } = referenceLayerNormGradient(norm, dy);
  const tensors = [matrix(x, rows, width), vector(gamma), vector(beta)];
  const actual = await runOp(
    (a: Tensor2D, b: Tensor1D, c: Tensor1D) => layerNorm(a, b, c, epsilon),
    tensors,
    dy,
  );
  const expected = [referenceLayerNorm(norm, beta), dx, dgamma, dbeta];
  return compare(["y", "dx", "dgamma", "dbeta"], actual, expected, precision);
};

export const rmsNormCase: OpCase = async (draw) => {
  const [rows, width] = [draw.lengthOrNone(), draw.length()];
  const x = draw.numbers(rows * width, draw.oneOf(scales));
  const [gamma, dy] = [draw.numbers(width), draw.numbers(rows * width)];
  const norm = { x, gamma, epsilon };
  const { dx, dgamma } = referenceRmsNormGradient(norm, dy);
  const tensors = [matrix(x, rows, width), vector(gamma)];
  const actual = await runOp((a: Tensor2D, b: Tensor1D) => rmsNorm(a, b, epsilon), tensors, dy);
  return compare(["y", "dx", "dgamma"], actual, [referenceRmsNorm(norm), dx, dgamma], precision);
};
