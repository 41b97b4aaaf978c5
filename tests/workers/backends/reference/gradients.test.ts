import { describe, expect, it } from "vitest";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { activationForms } from "~workers/backends/fusedKernels";
import { referenceActivation, referenceActivationSlope } from "~workers/backends/reference/activation";
import { referenceAttention, referenceAttentionGradient } from "~workers/backends/reference/attention";
import {
  referenceCausalAttention,
  referenceCausalAttentionGradient,
} from "~workers/backends/reference/causalAttention";
import {
  referenceCrossEntropyGradient,
  referenceTokenLosses,
} from "~workers/backends/reference/crossEntropy";
import { referenceEmbed, referenceEmbedGradient } from "~workers/backends/reference/embed";
import { referenceLayerNorm, referenceLayerNormGradient } from "~workers/backends/reference/layerNorm";
import { referenceLinear, referenceLinearGradient } from "~workers/backends/reference/linear";
import { referenceRmsNorm, referenceRmsNormGradient } from "~workers/backends/reference/rmsNorm";
import { referenceRotary } from "~workers/backends/reference/rotary";

const random = seededRandom(3);
const draw = (count: number) => normalsFrom(random, count);
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** ∂(dy · f(x))/∂x by central differences, against what the reference says. */
function expectGradient(
  f: (x: Float64Array) => Float64Array,
  x: Float64Array,
  dy: Float64Array,
  gradient: Float64Array,
) {
  const h = 1e-5;
  x.forEach((value, i) => {
    const [up, down] = [value + h, value - h].map((moved) => dot(f(x.with(i, moved)), dy));
    expect(gradient[i], `entry ${i}`).toBeCloseTo((up! - down!) / (2 * h), 7);
  });
}

describe("the references' gradients are the finite differences of their values", () => {
  it.each([false, true])("linear, transposed %s", (transposed) => {
    const [x, weight, bias, dy] = [draw(3 * 4), draw(4 * 5), draw(5), draw(3 * 5)];
    const shape = { rows: 3, inputs: 4, outputs: 5, transposed };
    const { dx, dweight, dbias } = referenceLinearGradient({ ...shape, x, weight }, dy);
    expectGradient((x) => referenceLinear({ ...shape, x, weight }, bias), x, dy, dx);
    expectGradient((weight) => referenceLinear({ ...shape, x, weight }, bias), weight, dy, dweight);
    expectGradient((bias) => referenceLinear({ ...shape, x, weight }, bias), bias, dy, dbias);
  });

  it("layerNorm", () => {
    const [x, gamma, beta, dy] = [draw(3 * 6), draw(6), draw(6), draw(3 * 6)];
    const epsilon = 1e-2;
    const { dx, dgamma, dbeta } = referenceLayerNormGradient({ x, gamma, epsilon }, dy);
    expectGradient((x) => referenceLayerNorm({ x, gamma, epsilon }, beta), x, dy, dx);
    expectGradient((gamma) => referenceLayerNorm({ x, gamma, epsilon }, beta), gamma, dy, dgamma);
    expectGradient((beta) => referenceLayerNorm({ x, gamma, epsilon }, beta), beta, dy, dbeta);
  });

  it("rmsNorm", () => {
    const [x, gamma, dy] = [draw(3 * 6), draw(6), draw(3 * 6)];
    const epsilon = 1e-2;
    const { dx, dgamma } = referenceRmsNormGradient({ x, gamma, epsilon }, dy);
    expectGradient((x) => referenceRmsNorm({ x, gamma, epsilon }), x, dy, dx);
    expectGradient((gamma) => referenceRmsNorm({ x, gamma, epsilon }), gamma, dy, dgamma);
  });

  it.each(activationForms)("activation %s", (form) => {
    const [x, dy] = [draw(40), draw(40)];
    const dx = x.map((value, i) => referenceActivationSlope(value, form) * dy[i]!);
    expectGradient((x) => x.map((value) => referenceActivation(value, form)), x, dy, dx);
  });

  it("embed", () => {
    const [wte, wpe, dy] = [draw(5 * 2), draw(4 * 2), draw(6 * 2)];
    const tables = { ids: [0, 3, 3, 1, 0, 3], context: 3, width: 2, scale: 1.5 };
    const { dwte, dwpe } = referenceEmbedGradient(tables, dy, { vocabulary: 5, positions: 4 });
    expectGradient((wte) => referenceEmbed(tables, wte, wpe), wte, dy, dwte);
    expectGradient((wpe) => referenceEmbed(tables, wte, wpe), wpe, dy, dwpe);
  });

  it.each(["half", "interleaved"] as const)("rotary %s", (layout) => {
    const shape = { angles: draw(2 * 2), context: 2, heads: 2, dHead: 5, pairs: 2, layout };
    const [x, dy] = [draw(40), draw(40)];
    expectGradient(
      (x) => referenceRotary({ ...shape, x }, 1),
      x,
      dy,
      referenceRotary({ ...shape, x: dy }, -1),
    );
  });

  it.each([
    [0, 0],
    [1.5, 0],
    [0, 2],
    [1.5, 3],
  ])("attention, softCap %d, window %d", (softCap, window) => {
    const shape = { batch: 2, context: 4, heads: 4, keyValueHeads: 2, dHead: 3, scale: 0.7, softCap, window };
    const [q, k, v, dout] = [draw(8 * 12), draw(8 * 6), draw(8 * 6), draw(8 * 12)];
    const { dq, dk, dv } = referenceAttentionGradient({ ...shape, q, k, v }, dout);
    expectGradient((q) => referenceAttention({ ...shape, q, k, v }), q, dout, dq);
    expectGradient((k) => referenceAttention({ ...shape, q, k, v }), k, dout, dk);
    expectGradient((v) => referenceAttention({ ...shape, q, k, v }), v, dout, dv);
  });

  it("causalAttention", () => {
    const shape = { batch: 2, context: 4, heads: 2, width: 6 };
    const [qkv, dout] = [draw(8 * 18), draw(8 * 6)];
    const gradient = referenceCausalAttentionGradient({ ...shape, qkv }, dout);
    expectGradient((qkv) => referenceCausalAttention({ ...shape, qkv }), qkv, dout, gradient);
  });

  it.each([0, 1.5])("crossEntropy, softCap %d", (softCap) => {
    const [x, unembedding, bias] = [draw(3 * 4), draw(7 * 4), draw(7)];
    const prediction = { x, unembedding, bias, softCap, targets: [6, 0, 2], width: 4 };
    const { dx, dunembedding, dbias } = referenceCrossEntropyGradient(prediction);
    const mean = Float64Array.of(1 / 3, 1 / 3, 1 / 3);
    const losses = (change: Partial<typeof prediction>) => referenceTokenLosses({ ...prediction, ...change });
    expectGradient((x) => losses({ x }), x, mean, dx);
    expectGradient((unembedding) => losses({ unembedding }), unembedding, mean, dunembedding);
    expectGradient((bias) => losses({ bias }), bias, mean, dbias);
  });
});
