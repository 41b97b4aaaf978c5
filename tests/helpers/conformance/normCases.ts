import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { referenceLayerNorm, referenceLayerNormGradient } from "~workers/backends/reference/layerNorm";
import { referenceRmsNorm, referenceRmsNormGradient } from "~workers/backends/reference/rmsNorm";
import { layerNorm } from "~workers/lm/ops/layerNorm";
import { rmsNorm } from "~workers/lm/ops/rmsNorm";
import { type OpCase, runOp } from "./comparison";
import { matrix, vector } from "./draw";
import { type NormInputs, normTolerances } from "./normTolerances";

const epsilon = 1e-5;
const scales = [1, 1e-4, 1e6];

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
  return compareNorm({ ...norm, beta, dy }, actual, { y: referenceLayerNorm(norm, beta), dx, dgamma, dbeta });
};

export const rmsNormCase: OpCase = async (draw) => {
  const [rows, width] = [draw.lengthOrNone(), draw.length()];
  const x = draw.numbers(rows * width, draw.oneOf(scales));
  const [gamma, dy] = [draw.numbers(width), draw.numbers(rows * width)];
  const norm = { x, gamma, epsilon };
  const { dx, dgamma } = referenceRmsNormGradient(norm, dy);
  const tensors = [matrix(x, rows, width), vector(gamma)];
  const actual = await runOp((a: Tensor2D, b: Tensor1D) => rmsNorm(a, b, epsilon), tensors, dy);
  return compareNorm({ ...norm, beta: null, dy }, actual, { y: referenceRmsNorm(norm), dx, dgamma });
};

type Results = Record<"y" | "dx" | "dgamma", Float64Array> & { dbeta?: Float64Array };

function compareNorm(inputs: NormInputs, actual: Float32Array[], expected: Results) {
  const tolerances = normTolerances(inputs);
  return (Object.keys(expected) as (keyof Results)[]).map((what, at) => ({
    what,
    actual: actual[at]!,
    expected: expected[what]!,
    tolerance: tolerances[what],
  }));
}
