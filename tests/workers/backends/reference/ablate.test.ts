import { describe, expect, test } from "vitest";
import { seededRandom } from "~/core/stats/random";
import { type AblationShape, randomAblationProblem } from "~tests/helpers/randomAblationProblem";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import { frequencyDirection } from "~workers/backends/frequencyDirection";
import { referenceAblate } from "~workers/backends/reference/ablate";

const shape: AblationShape = {
  ...{ T: 6, m: 4, V: 11, d: 5, norm: "rms", beta: false, bias: true, scale: 0.3 },
};
const problem = randomAblationProblem(seededRandom(7), shape);
const logUnigram = Float64Array.from({ length: shape.V }, (_, v) => Math.log((2 * (v + 1)) / (11 * 12)));

/** One position per cell: a sum is one Δ. One neuron of two positions with activations ±1 has c = ∓1. */
const twoTokens: AblationProblem = {
  ...{ norm: "rms", epsilon: 1, finalResidual: Float32Array.of(0, 0) },
  ...{ activations: Float32Array.of(-1, 1), wOut: Float32Array.of(Math.sqrt(3)), gamma: Float32Array.of(1) },
  ...{ beta: null, unembedding: Float32Array.of(1, 0), unembeddingBias: null, postNorm: null, softCap: null },
  ...{ frequency: null, targets: Int32Array.of(0, 0), bands: Uint8Array.of(0, 0), bandCount: 1 },
  ...{ sequences: Int32Array.of(0, 1), sequenceCount: 2 },
};
const softplus = (x: number) => Math.log1p(Math.exp(x));

describe("the ablation in float64", () => {
  test("of two tokens and one dimension is what the hand finds", () => {
    // x' = ±√3, σ' = √(3 + 1) = 2, σ = 1: the first logit becomes ±√3/2, or ±√3 where the norm is frozen.
    const { signed, frozenSigned } = referenceAblate(twoTokens);
    const z = Math.fround(Math.sqrt(3));
    expect(signed[0]).toBeCloseTo(softplus(-z / Math.sqrt(z * z + 1)) - Math.LN2, 10);
    expect(frozenSigned[1]).toBeCloseTo(softplus(z) - Math.LN2, 10);
  });

  test("caps logits", () => {
    const cap = 0.4;
    const { frozenSigned } = referenceAblate({ ...twoTokens, softCap: cap });
    const z = cap * Math.tanh(Math.fround(Math.sqrt(3)) / cap);
    expect(frozenSigned[0]).toBeCloseTo(softplus(-z) - Math.LN2, 10);
  });

  test("norms what the MLP puts out", () => {
    // h = 0 becomes ∓√3, over its own √(3 + 1), times 5.
    const postNorm = { gamma: Float32Array.of(5), epsilon: 1, mlpOutput: Float32Array.of(0, 0) };
    const { frozenSigned } = referenceAblate({ ...twoTokens, postNorm });
    const w = Math.fround(Math.sqrt(3));
    expect(frozenSigned[0]).toBeCloseTo(softplus((-5 * w) / Math.sqrt(w * w + 1)) - Math.LN2, 10);
  });

  test("of two tokens has no effect beside the one along frequency", () => {
    const frequency = { logUnigram: Float64Array.of(Math.log(0.8), Math.log(0.2)) };
    const sums = referenceAblate({ ...twoTokens, frequency }).frequency!;
    // Only the difference of two logits matters, and f is that direction; z' = ±z less its projection has both equal.
    for (const delta of sums.frozenSigned) expect(delta).toBeCloseTo(0, 10);
    const z = Math.fround(Math.sqrt(3)) / Math.sqrt(Math.fround(Math.sqrt(3)) ** 2 + 1);
    const p = 1 / (1 + Math.exp(-z));
    const kl = (q: number) => q * Math.log(q / 0.8) + (1 - q) * Math.log((1 - q) / 0.2);
    expect(sums.divergence[0]).toBeCloseTo(Math.abs(kl(p) - kl(0.5)), 10);
  });

  test("with a cap out of reach is the one without", () => {
    const plain = referenceAblate({ ...problem, frequency: { logUnigram } });
    const capped = referenceAblate({ ...problem, softCap: 1e6, frequency: { logUnigram } });
    plain.absolute.forEach((value, at) => expect(capped.absolute[at]).toBeCloseTo(value, 9));
    plain.frequency!.divergence.forEach((value, at) =>
      expect(capped.frequency!.divergence[at]).toBeCloseTo(value, 9),
    );
  });

  test("finds no frequency where every token is as frequent", () => {
    const uniform = new Float64Array(shape.V).fill(-Math.log(shape.V));
    const sums = referenceAblate({ ...problem, frequency: { logUnigram: uniform } });
    sums.signed.forEach((value, at) => expect(sums.frequency!.frozenSigned[at]).toBeCloseTo(value, 12));
  });

  test.each([
    ["softCap", { softCap: 0 }, "softCap is 0"],
    [
      "postNorm",
      { postNorm: { gamma: Float32Array.of(1), epsilon: 1, mlpOutput: new Float32Array(30) } },
      "postNorm.gamma has 1",
    ],
    [
      "frequency",
      { frequency: { logUnigram: new Float64Array(11).fill(NaN) } },
      "frequency.logUnigram[0] is NaN",
    ],
  ])("refuses a %s that does not fit", (_, wrong, message) => {
    expect(() => referenceAblate({ ...problem, ...wrong })).toThrow(message);
  });
});

describe("the direction of frequency", () => {
  test("is of length 1 and adds up to 0", () => {
    const f = frequencyDirection(logUnigram);
    expect(f.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    expect(f.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 12);
    expect(f[10]! > f[0]!).toBe(true);
  });
});
