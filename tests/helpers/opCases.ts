import {
  grads,
  type Tensor,
  tensor,
  type Tensor1D,
  tensor1d,
  type Tensor2D,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { type Random, normalsFrom, randomInteger } from "~/core/stats/random";
import {
  referenceCausalAttention,
  referenceCausalAttentionGradient,
} from "~workers/backends/reference/causalAttention";
import {
  referenceCrossEntropyGradient,
  referenceTokenLosses,
} from "~workers/backends/reference/crossEntropy";
import { referenceEmbed, referenceEmbedGradient } from "~workers/backends/reference/embed";
import { referenceGelu, referenceGeluSlope } from "~workers/backends/reference/gelu";
import { referenceLayerNorm, referenceLayerNormGradient } from "~workers/backends/reference/layerNorm";
import { referenceLinear, referenceLinearGradient } from "~workers/backends/reference/linear";
import { referenceMatMul } from "~workers/backends/reference/matMul";
import { causalAttention } from "~workers/lm/ops/causalAttention";
import { crossEntropy } from "~workers/lm/ops/crossEntropy";
import { embed } from "~workers/lm/ops/embed";
import { gelu } from "~workers/lm/ops/gelu";
import { layerNorm } from "~workers/lm/ops/layerNorm";
import { linear } from "~workers/lm/ops/linear";
import { logits } from "~workers/lm/ops/logits";
import { tokenLosses } from "~workers/lm/ops/tokenLosses";

/** What an op gave, what its float64 reference gave, and how far apart float32 may put them. */
export interface Comparison {
  what: string;
  actual: Float32Array;
  expected: Float64Array;
  /** Absolute. */
  tolerance: number;
}

/** Draws sizes and numbers, runs one op forward and backward, and the reference on the same numbers. */
export type OpCase = (random: Random) => Promise<Comparison[]>;

const lengths = [1, 2, 3, 5, 8, 13, 16, 17, 31, 32, 33, 48, 63, 65, 100, 130];
const length = (random: Random) => lengths[randomInteger(random, lengths.length)]!;
const oneOf = (random: Random, choices: number[]) => choices[randomInteger(random, choices.length)]!;

/** Normal numbers, with a negative zero, the smallest subnormal and a large subnormal among them. */
function draw(random: Random, count: number, scale = 1): Float32Array {
  const values = Float32Array.from(normalsFrom(random, count), (value) => value * scale);
  for (const special of [-0, 1.4e-45, -1e-38]) {
    if (count > 3) values[randomInteger(random, count)] = special;
  }
  return values;
}

const indices = (random: Random, count: number, bound: number) =>
  Int32Array.from({ length: count }, () => randomInteger(random, bound));

const matrix = (values: Float32Array, rows: number, columns: number) =>
  tensor2d(values.slice(), [rows, columns]);
const vector = (values: Float32Array) => tensor1d(values.slice());
const largest = (values: ArrayLike<number>) =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);

/** The op's value, and its gradients for the output gradient dy. */
function runOp(
  op: (...inputs: never[]) => Tensor,
  inputs: Tensor[],
  dy: Float32Array,
): Promise<Float32Array[]> {
  const results = tidy(() => {
    const value = op(...(inputs as never[]));
    return [value, ...grads(op as (...x: Tensor[]) => Tensor)(inputs, tensor(dy.slice(), value.shape))];
  });
  return Promise.all(results.map(valuesOf));
}

async function valuesOf(result: Tensor): Promise<Float32Array> {
  const values = await result.data<"float32">();
  result.dispose();
  return values;
}

/** Compares in order; float32 keeps about `relative` of the largest entry, or of `scale` where terms cancel. */
function compare(
  names: string[],
  actual: Float32Array[],
  expected: Float64Array[],
  relative: number,
  scale = 0,
): Comparison[] {
  return names.map((what, i) => ({
    what,
    actual: actual[i]!,
    expected: expected[i]!,
    tolerance: relative * Math.max(largest(expected[i]!), scale),
  }));
}

async function linearCase(random: Random): Promise<Comparison[]> {
  const [rows, inputs, outputs] = [oneOf(random, [0, ...lengths, 300]), length(random), length(random)];
  const scale = oneOf(random, [1, 1e-3, 1e12]);
  const [x, weight] = [draw(random, rows * inputs, scale), draw(random, inputs * outputs)];
  const [bias, dy] = [draw(random, outputs), draw(random, rows * outputs)];
  const tensors = [matrix(x, rows, inputs), matrix(weight, inputs, outputs), vector(bias)];
  const layer = { x, weight, rows, inputs, outputs };
  const { dx, dweight, dbias } = referenceLinearGradient(layer, dy);
  const expected = [referenceLinear(layer, bias), dx, dweight, dbias];
  return compare(["y", "dx", "dweight", "dbias"], await runOp(linear, tensors, dy), expected, 1e-5);
}

async function logitsCase(random: Random): Promise<Comparison[]> {
  const [rows, width, vocabulary] = [length(random), oneOf(random, [...lengths, 600]), length(random)];
  const [x, unembedding] = [draw(random, rows * width), draw(random, vocabulary * width)];
  const actual = await valuesOf(logits(matrix(x, rows, width), matrix(unembedding, vocabulary, width)));
  const factor = { values: unembedding, rows: vocabulary, columns: width, transposed: true };
  return compare(["logits"], [actual], [referenceMatMul({ values: x, rows, columns: width }, factor)], 1e-5);
}

async function layerNormCase(random: Random): Promise<Comparison[]> {
  const [rows, width, epsilon] = [oneOf(random, [0, ...lengths, 200]), length(random), 1e-5];
  const x = draw(random, rows * width, oneOf(random, [1, 1e-4, 1e6]));
  const [gamma, beta, dy] = [draw(random, width), draw(random, width), draw(random, rows * width)];
  const norm = { x, gamma, epsilon };
  const { dx, dgamma, dbeta } = referenceLayerNormGradient(norm, dy);
  const tensors = [matrix(x, rows, width), vector(gamma), vector(beta)];
  const actual = await runOp(
    (a: Tensor2D, b: Tensor1D, c: Tensor1D) => layerNorm(a, b, c, epsilon),
    tensors,
    dy,
  );
  const expected = [referenceLayerNorm(norm, beta), dx, dgamma, dbeta];
  // 1/√ε = 316 multiplies differences of numbers of size |dy·γ| in a row without spread.
  return compare(["y", "dx", "dgamma", "dbeta"], actual, expected, 3e-5, 3);
}

function geluCase(form: "erf" | "tanh"): OpCase {
  return async (random) => {
    const [rows, width] = [length(random), length(random)];
    const x = draw(random, rows * width, oneOf(random, [1, 10, 1e4]));
    const dy = draw(random, rows * width);
    const actual = await runOp((a: Tensor2D) => gelu(a, form), [matrix(x, rows, width)], dy);
    const y = Float64Array.from(x, (value) => referenceGelu(value, form));
    const dx = Float64Array.from(x, (value, i) => referenceGeluSlope(value, form) * dy[i]!);
    return compare(["y", "dx"], actual, [y, dx], 1e-6, 1);
  };
}

async function embedCase(random: Random): Promise<Comparison[]> {
  const [batch, context, width] = [1 + randomInteger(random, 4), length(random), length(random)];
  const [vocabulary, positions] = [oneOf(random, [1, 7, 600]), context + randomInteger(random, 3)];
  const ids = indices(random, batch * context, vocabulary);
  const [wte, wpe] = [draw(random, vocabulary * width), draw(random, positions * width)];
  const dy = draw(random, batch * context * width);
  const shapes = { ids, context, width };
  const actual = await runOp(
    (a: Tensor2D, b: Tensor2D) => embed(tensor2d(ids.slice(), [batch, context], "int32"), a, b),
    [matrix(wte, vocabulary, width), matrix(wpe, positions, width)],
    dy,
  );
  const { dwte, dwpe } = referenceEmbedGradient(shapes, dy, { vocabulary, positions });
  return compare(["out", "dwte", "dwpe"], actual, [referenceEmbed(shapes, wte, wpe), dwte, dwpe], 1e-5);
}

async function attentionCase(random: Random): Promise<Comparison[]> {
  const [batch, heads, dHead] = [
    1 + randomInteger(random, 3),
    oneOf(random, [1, 2, 5]),
    oneOf(random, [1, 3, 8, 17]),
  ];
  const [context, width, scale] = [length(random), heads * dHead, oneOf(random, [1, 0.01, 6])];
  const qkv = draw(random, batch * context * 3 * width, scale);
  const dout = draw(random, batch * context * width);
  const attention = { qkv, batch, context, heads, width };
  const actual = await runOp(
    (a: Tensor2D) => causalAttention(a, { batch, context, heads }),
    [matrix(qkv, batch * context, 3 * width)],
    dout,
  );
  const expected = [referenceCausalAttention(attention), referenceCausalAttentionGradient(attention, dout)];
  // A score of size S is known to S·2⁻²⁴ only, and its exponential to as much.
  const scores = scale ** 2 * 4 * Math.sqrt(dHead);
  return compare(["out", "dqkv"], actual, expected, 1e-5 * (1 + scores), scale);
}

async function crossEntropyCase(random: Random): Promise<Comparison[]> {
  const [rows, width] = [oneOf(random, [1, 2, 17, 65, 300]), oneOf(random, [1, 3, 8, 33])];
  const [vocabulary, scale] = [oneOf(random, [1, 2, 50, 257]), oneOf(random, [1, 0.01, 10])];
  const [x, unembedding] = [draw(random, rows * width, scale), draw(random, vocabulary * width)];
  const targets = indices(random, rows, vocabulary);
  const ids = tensor1d(targets.slice(), "int32");
  const tensors = [matrix(x, rows, width), matrix(unembedding, vocabulary, width)] as const;
  const dy = draw(random, 1);
  const [loss, dx, dunembedding] = await runOp(
    (a: Tensor2D, b: Tensor2D) => crossEntropy(a, b, ids),
    [...tensors],
    dy,
  );
  const losses = await valuesOf(tokenLosses(...tensors, ids));

  const prediction = { x, unembedding, targets, width };
  const expectedLosses = referenceTokenLosses(prediction);
  const mean = Float64Array.of(expectedLosses.reduce((a, b) => a + b, 0) / rows);
  const gradient = referenceCrossEntropyGradient(prediction);
  const scores = scale * 4 * Math.sqrt(width);
  return [
    ...compare(["losses", "mean"], [losses, loss!], [expectedLosses, mean], 1e-6, 1 + scores),
    ...compare(
      ["dx", "dunembedding"],
      [dx!, dunembedding!],
      [gradient.dx, gradient.dunembedding].map((values) => values.map((value) => value * dy[0]!)),
      1e-5 * (1 + scores),
      (Math.abs(dy[0]!) * Math.max(1, scale)) / rows,
    ),
  ];
}

export const opCases: Record<string, OpCase> = {
  linear: linearCase,
  logits: logitsCase,
  layerNorm: layerNormCase,
  "gelu erf": geluCase("erf"),
  "gelu tanh": geluCase("tanh"),
  embed: embedCase,
  causalAttention: attentionCase,
  crossEntropy: crossEntropyCase,
};
