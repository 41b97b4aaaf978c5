import "@tensorflow/tfjs-backend-cpu";
import { enableProdMode, memory, setBackend, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it, test } from "vitest";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { referenceAblate } from "~workers/backends/reference/ablate";
import { referenceAdamWStep } from "~workers/backends/reference/adamWStep";
import { tensorAblate } from "~workers/backends/tensorflow/ablate";
import { registerComposedKernels } from "~workers/backends/tensorflow/registerComposedKernels";
import { adamWStep } from "~workers/lm/ops/adamWStep";
import { sumOfSquares } from "~workers/lm/ops/sumOfSquares";
import { ablationDistance } from "~tests/helpers/ablationDistance";
import { testTensors } from "~tests/helpers/conformance/testTensors";
import { roundingOfSums } from "~tests/helpers/float32Error";
import { type AblationShape, randomAblationProblem } from "~tests/helpers/randomAblationProblem";

// The kernels of the tensorflow backend are made of stock operations, so any backend of tfjs can run them: here its plain
// JavaScript. tests/tensorflow/run.mjs runs the same cases on TensorFlow itself.
const seed = Date.now() >>> 0;
const open = async () => {
  enableProdMode();
  registerComposedKernels("cpu");
  await setBackend("cpu");
};

testTensors("kernels of stock operations", open, { draws: 6 });

describe("kernels of stock operations", () => {
  beforeAll(open);

  it("update a parameter and its moments in place, and leave nothing behind", async () => {
    const random = seededRandom(seed);
    const draw = () => Float32Array.from(normalsFrom(random, 500));
    const rates = { lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-8, weightDecay: 0.1 };
    const start = draw();
    const before = memory().numTensors;
    const [param, m, v] = [tensor1d(start.slice()), zeros([500]), zeros([500])];
    const expected = Array.from(start, (value) => ({ param: value, m: 0, v: 0 }));
    for (let step = 1; step <= 5; step++) {
      const gradient = draw();
      const grad = tensor1d(gradient);
      const attributes = { ...rates, step, gradScale: step === 3 ? 0.25 : 1 };
      adamWStep({ param, grad, m, v, ...attributes });
      grad.dispose();
      expected.forEach((state, i) => (expected[i] = referenceAdamWStep(state, gradient[i]!, attributes)));
    }
    (await param.data()).forEach((value, i) =>
      expect(Math.abs(value - expected[i]!.param), `entry ${i}, seed ${seed}`).toBeLessThan(2e-6),
    );
    expect(memory().numTensors).toBe(before + 3);
    for (const tensor of [param, m, v]) tensor.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it("add up squares", async () => {
    expect((await sumOfSquares([tensor1d([1, 2]), tensor1d([3])]).data())[0]).toBe(14);
    expect((await sumOfSquares([]).data())[0]).toBe(0);
  });
});

const usual: AblationShape = {
  ...{ T: 21, m: 35, V: 97, d: 19, norm: "layer", beta: true, bias: true, scale: 0.1 },
};

describe("ablation of stock operations", () => {
  beforeAll(open);

  test.each([
    ["odd sizes", usual],
    ["an RMS norm without shift or bias", { ...usual, norm: "rms", beta: false, bias: false }],
    ["one position", { ...usual, T: 1 }],
    ["one neuron", { ...usual, m: 1 }],
    ["one token, which is certain", { ...usual, V: 1 }],
    ["one dimension", { ...usual, d: 1, norm: "rms" }],
    ["shifts of thousandths of a nat", { ...usual, scale: 1e-3 }],
    ["shifts of a nat", { ...usual, scale: 0.5 }],
    ["shifts beyond float32's exponentials", { ...usual, scale: 60 }],
  ] satisfies [string, AblationShape][])("agrees with the reference for %s", async (_, shape) => {
    const before = memory().numTensors;
    const problem = randomAblationProblem(seededRandom(seed), shape);
    const rounding = roundingOfSums(problem, shape);
    const { worst, at } = ablationDistance(await tensorAblate(problem), referenceAblate(problem), rounding);
    expect(worst, `seed ${seed}, ${at}`).toBeLessThanOrEqual(1);
    expect(memory().numTensors).toBe(before);
  });

  test("holds however it is cut, and where a neuron carries almost all of the residual stream", async () => {
    const problem = randomAblationProblem(seededRandom(seed), usual);
    // c = 1 at the first position, where x + w is a hundredth of x.
    const mean = Array.from({ length: usual.T }, (_, t) => problem.activations[t * usual.m]!);
    problem.activations[0] =
      mean.slice(1).reduce((sum, value) => sum + value, 0) / (usual.T - 1) - usual.T / (usual.T - 1);
    for (let j = 0; j < usual.d; j++) problem.wOut[j] = -0.99 * problem.finalResidual[j]!;
    const cut = { pairBytes: 4 * 97 * 6, neuronBytes: 4 * 97 * 5 };
    const { worst, at } = ablationDistance(
      await tensorAblate(problem, { budget: cut }),
      referenceAblate(problem),
    );
    expect(worst, `seed ${seed}, ${at}`).toBeLessThanOrEqual(1);
  });
});
