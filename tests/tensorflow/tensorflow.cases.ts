import { enableProdMode, getBackend, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it, test } from "vitest";
import { seededRandom } from "~/core/stats/random";
import { openBackend } from "~workers/backends/openBackend";
import { referenceAblate } from "~workers/backends/reference/ablate";
import { createTrainer } from "~workers/lm/createTrainer";
import { ablationDistance } from "~tests/helpers/ablationDistance";
import { testTensors } from "~tests/helpers/conformance/testTensors";
import { openCpuBackend } from "~tests/helpers/openCpuBackend";
import { roundingOfSums } from "~tests/helpers/float32Error";
import { type AblationShape, randomAblationProblem } from "~tests/helpers/randomAblationProblem";
import { tinyConfig, tinyText } from "~tests/helpers/tinyRun";

// TensorFlow itself, on the CPU. tests/workers/backends/tensorflow has the same cases on tfjs's plain JavaScript.
const seed = Date.now() % 2 ** 31;
const open = () => openBackend({ name: "tensorflow", threads: 1, allowSoftwareGpu: true });

testTensors(
  "TensorFlow",
  async () => {
    await open();
  },
  { subnormals: false },
);

describe("TensorFlow", () => {
  beforeAll(async () => {
    enableProdMode();
    await open();
  });

  it("is refused without a GPU, unless it is asked for", async () => {
    await expect(openBackend({ name: "tensorflow", threads: 1 })).rejects.toMatchObject({
      code: "backend_unavailable",
      message: expect.stringContaining("sees no CUDA GPU") as string,
    });
    expect((await open()).description).toMatch(
      /^tensorflow CPU, for tests, spectra and what its ablation lacks on native/,
    );
    expect(getBackend()).toBe("tensorflow");
  });

  it("gives the losses of the native kernels to a part in 10⁴ over a whole tiny run", async () => {
    const config = tinyConfig();
    const lossesOn = async (backend: Awaited<ReturnType<typeof open>>) => {
      await setBackend(backend.tfjsName);
      const trainer = createTrainer({ backend, config, corpus: { train: tinyText() } });
      const losses = [];
      while (trainer.step < config.training.steps) losses.push((await trainer.trainStep()).loss);
      trainer.dispose();
      return losses;
    };
    const native = await lossesOn(await openCpuBackend({ threads: 1 }));
    const losses = await lossesOn(await open());
    losses.forEach((loss, step) =>
      expect(Math.abs(loss / native[step]! - 1), `step ${step + 1}`).toBeLessThan(1e-4),
    );
    expect(losses.at(-1)).toBeLessThan(losses[0]! - 1);
  });

  const usual: AblationShape = {
    ...{ T: 21, m: 35, V: 97, d: 19, norm: "layer", beta: true, bias: true, scale: 0.1 },
  };
  test.each([
    ["odd sizes", usual],
    ["an RMS norm without shift or bias", { ...usual, norm: "rms", beta: false, bias: false }],
    ["one token, which is certain", { ...usual, V: 1 }],
    ["shifts of thousandths of a nat", { ...usual, scale: 1e-3 }],
    ["shifts beyond float32's exponentials", { ...usual, scale: 60 }],
  ] satisfies [string, AblationShape][])("ablates as the reference does: %s", async (_, shape) => {
    const { kernels } = await open();
    const problem = randomAblationProblem(seededRandom(seed), shape);
    const rounding = roundingOfSums(problem, shape);
    const { worst, at } = ablationDistance(await kernels.ablate(problem), referenceAblate(problem), rounding);
    expect(worst, `seed ${seed}, ${at}`).toBeLessThanOrEqual(1);
  });
});
