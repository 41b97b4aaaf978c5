import { describe, expect, test, vi } from "vitest";
import { ablationDistance } from "~tests/helpers/ablationDistance";
import {
  type Extension,
  extendedAblationProblem,
  extendedShapes,
  extensions,
} from "~tests/helpers/extendedAblationProblem";
import { float32Error } from "~tests/helpers/float32Error";
import { onePairEach } from "~tests/helpers/onePairEach";
import type { AblationShape } from "~tests/helpers/randomAblationProblem";
import { openSoftwareGpu } from "~tests/helpers/softwareGpu";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import { referenceAblate } from "~workers/backends/reference/ablate";
import { gpuAblate } from "~workers/backends/webgpu/ablate";

const opened = await openSoftwareGpu();
const seed = Date.now() % 2 ** 31;
// The first use of a shader compiles it, which takes a busy machine a minute.
vi.setConfig({ testTimeout: 300_000 });

const usual: AblationShape = {
  ...{ T: 9, m: 14, V: 97, d: 19, norm: "rms", beta: false, bias: true, scale: 0.1 },
};
const shapes = extendedShapes(usual, { T: 5, m: 9, V: 2200, d: 8 });

/** Tables of a few positions and neurons at a time. */
const cut = { positionBytes: 24 * 97 * 4, neuronBytes: 4 * 97 * 5, elements: 2 ** 31 };

/** Each position a sequence of its own, so that a sum is the Δ of one pair. */
const problemWith = (shape: AblationShape, wanted: Extension[], cap?: number) =>
  onePairEach(extendedAblationProblem(seed, shape, wanted, cap));

describe.skipIf(opened === null)("ablation behind a cap, a norm or along frequency on a GPU", () => {
  const { gpu } = opened!;

  async function expectReference(problem: AblationProblem, options: Parameters<typeof gpuAblate>[2] = {}) {
    const sums = await gpuAblate(gpu, problem, options);
    const reference = referenceAblate(problem);
    expect(sums.counts).toEqual(reference.counts);
    expect(sums.meanActivation).toEqual(reference.meanActivation);
    const { worst, at } = ablationDistance(sums, reference, float32Error(problem));
    expect(worst, `seed ${seed}, ${at}`).toBeLessThanOrEqual(1);
    return sums;
  }

  describe.each(Object.keys(extensions))("with %s", (name) => {
    test.each(Object.keys(shapes))("agrees with the reference for %s", async (shape) => {
      await expectReference(problemWith(shapes[shape]!, extensions[name]!));
    });

    test("holds however the tables are cut, and gives the same bits again", async () => {
      const problem = problemWith(usual, extensions[name]!);
      const sums = await expectReference(problem, { budget: cut });
      expect(await gpuAblate(gpu, problem, { budget: cut })).toEqual(sums);
    });
  });

  test.each([0.05, 1, 30, 1e6])("caps at %f", async (cap) => {
    await expectReference(problemWith({ ...usual, scale: 0.5 }, ["softCap", "frequency"], cap));
  });

  test("holds where a neuron carries almost all of the residual stream, or of what the MLP puts out", async () => {
    for (const rows of ["finalResidual", "mlpOutput"] as const) {
      const problem = problemWith({ ...usual, T: 2, m: 1 }, ["softCap", "postNorm", "frequency"]);
      const carried = rows === "mlpOutput" ? problem.postNorm!.mlpOutput : problem.finalResidual;
      problem.activations.set([-1, 1]);
      for (let j = 0; j < usual.d; j++) problem.wOut[j] = -0.99 * carried[j]!;
      await expectReference(problem);
    }
  });

  test("finds nothing along frequency where every token is as frequent", async () => {
    const frequency = { logUnigram: new Float64Array(usual.V).fill(-Math.log(usual.V)) };
    const sums = await gpuAblate(gpu, { ...problemWith(usual, []), frequency });
    expect(sums.frequency!.frozenSigned).toEqual(sums.signed);
  });

  test("shows every Δ once, block by block, and those are what it adds up", async () => {
    const problem = problemWith(usual, ["softCap", "postNorm"]);
    const shown = new Float64Array(usual.T * usual.m);
    const { signed } = await gpuAblate(gpu, problem, {
      budget: cut,
      onEffects: ({ t, count, i, n, free }) => {
        for (let r = 0; r < count; r++)
          for (let k = 0; k < n; k++) shown[(t + r) * usual.m + i + k]! += free[r * n + k]!;
      },
    });
    expect(shown).toEqual(signed);
  });

  test("ends between two blocks when it is cancelled", async () => {
    let asked = 0;
    const throwIfCancelled = () => {
      if (++asked === 3) throw new Error("enough");
    };
    const stopped = gpuAblate(gpu, problemWith(usual, ["softCap"]), { budget: cut, throwIfCancelled });
    await expect(stopped).rejects.toThrow("enough");
    expect(asked).toBe(3);
  });

  test("says so when the logits leave float32", async () => {
    const problem = problemWith(usual, ["postNorm"]);
    problem.unembedding.fill(3e38);
    await expect(gpuAblate(gpu, problem)).rejects.toThrow("leave the range of float32");
  });
});
