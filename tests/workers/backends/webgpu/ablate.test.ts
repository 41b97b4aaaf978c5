import { describe, expect, test } from "vitest";
import { seededRandom } from "~/core/stats/random";
import { ablationDistance } from "~tests/helpers/ablationDistance";
import { roundingOfSums } from "~tests/helpers/float32Error";
import { type AblationShape, randomAblationProblem } from "~tests/helpers/randomAblationProblem";
import { openSoftwareGpu } from "~tests/helpers/softwareGpu";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import { referenceAblate } from "~workers/backends/reference/ablate";
import { gpuAblate } from "~workers/backends/webgpu/ablate";

const opened = await openSoftwareGpu();
const seed = Date.now() % 2 ** 31;

const usual: AblationShape = {
  ...{ T: 21, m: 35, V: 97, d: 19, norm: "layer", beta: true, bias: true, scale: 0.1 },
};
const shapes: Record<string, AblationShape> = {
  "odd sizes": usual,
  "an RMS norm without shift or bias": { ...usual, norm: "rms", beta: false, bias: false },
  "one position": { ...usual, T: 1 },
  "one neuron": { ...usual, m: 1 },
  "one token, which is certain": { ...usual, V: 1 },
  "one dimension": { ...usual, d: 1, norm: "rms" },
  "more than one run of tokens": { ...usual, T: 9, m: 10, V: 5000, d: 8 },
  "shifts of thousandths of a nat": { ...usual, scale: 1e-3 },
  "shifts of a nat": { ...usual, scale: 0.5 },
  "shifts of several nats": { ...usual, scale: 2 },
  "shifts beyond float32's exponentials": { ...usual, scale: 60 },
};

describe.skipIf(opened === null)("ablation on a GPU", () => {
  const { gpu } = opened!;
  const random = (shape: AblationShape) => randomAblationProblem(seededRandom(seed), shape);

  async function expectReference(
    problem: AblationProblem,
    options: Parameters<typeof gpuAblate>[2] = {},
    rounding?: Float64Array,
  ) {
    const sums = await gpuAblate(gpu, problem, options);
    const reference = referenceAblate(problem);
    expect(sums.counts).toEqual(reference.counts);
    expect(sums.meanActivation).toEqual(reference.meanActivation);
    const { worst, at } = ablationDistance(sums, reference, rounding);
    expect(worst, `seed ${seed}, ${at}`).toBeLessThanOrEqual(1);
    return sums;
  }

  test.each(Object.keys(shapes))("agrees with the reference for %s", async (name) => {
    const problem = random(shapes[name]!);
    await expectReference(problem, {}, roundingOfSums(problem, shapes[name]!));
  });

  test("shows every Δ once, block by block, and those are what it adds up", async () => {
    const problem = random(usual);
    const { m } = usual;
    const signed = new Float64Array(m);
    const cut = { positionBytes: 8 * 97 * 5, neuronBytes: 4 * 97 * 6, elements: 2 ** 31 };
    const sums = await gpuAblate(gpu, problem, {
      budget: cut,
      onEffects: ({ count, i, n, free }) => {
        for (let r = 0; r < count; r++) for (let k = 0; k < n; k++) signed[i + k]! += free[r * n + k]!;
      },
    });
    const cells = sums.signed.length / m;
    for (let i = 0; i < m; i++) {
      let expected = 0;
      for (let cell = 0; cell < cells; cell++) expected += sums.signed[cell * m + i]!;
      expect(Math.abs(signed[i]! - expected)).toBeLessThan(1e-9 * (1 + Math.abs(expected)));
    }
  });

  test("holds where a neuron carries almost all of the residual stream", async () => {
    const problem = random({ ...usual, T: 2, m: 1 });
    // c = 1 at the first position, where x + w is a hundredth of x.
    problem.activations.set([-1, 1]);
    for (let j = 0; j < usual.d; j++) problem.wOut[j] = -0.99 * problem.finalResidual[j]!;
    await expectReference(problem);
  });

  test("holds for extreme, subnormal and negative zero inputs", async () => {
    const problem = random(usual);
    problem.wOut.fill(1e-42, 0, usual.d);
    problem.wOut.fill(-0, usual.d, 2 * usual.d);
    problem.activations.fill(-0, 0, usual.m);
    problem.unembedding.fill(1e-40, 0, usual.d);
    problem.unembeddingBias!.fill(-90, 0, 5);
    for (let j = 0; j < usual.d; j++) problem.finalResidual[j]! *= 1e6;
    await expectReference(problem);
  });

  test("holds however the tables are cut, and gives the same bits again", async () => {
    const problem = random(usual);
    const cut = { positionBytes: 8 * 97 * 5, neuronBytes: 4 * 97 * 6, elements: 2 ** 31 };
    const sums = await expectReference(problem, { budget: cut });
    expect(await gpuAblate(gpu, problem, { budget: cut })).toEqual(sums);
  });

  test("finds no effect of a neuron without output, nor of one that never changes", async () => {
    const problem = random(usual);
    problem.wOut.fill(0, 0, usual.d);
    for (let t = 0; t < usual.T; t++) problem.activations[t * usual.m + 1] = 0.75;
    const { absolute, frozenAbsolute } = await gpuAblate(gpu, problem);
    for (const sums of [absolute, frozenAbsolute])
      sums.forEach((sum, at) => at % usual.m < 2 && expect(sum).toBe(0));
  });

  test("stops when it is told to", async () => {
    const stop = () => {
      throw new Error("enough");
    };
    await expect(gpuAblate(gpu, random(usual), { throwIfCancelled: stop })).rejects.toThrow("enough");
  });

  test("refuses what is no number, and says so when the logits leave float32", async () => {
    const problem = random(usual);
    problem.gamma[3] = NaN;
    await expect(gpuAblate(gpu, problem)).rejects.toThrow("gamma[3] is NaN; it must be finite");
    const huge = random(usual);
    huge.unembedding.fill(3e38);
    await expect(gpuAblate(gpu, huge)).rejects.toThrow("leave the range of float32");
  });
});
