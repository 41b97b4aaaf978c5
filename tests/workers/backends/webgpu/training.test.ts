import { describe, expect, it } from "vitest";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { openBackend } from "~workers/backends/openBackend";
import { sequencesAt } from "~workers/lm/batchAt";
import { createTrainer } from "~workers/lm/createTrainer";
import { evaluate } from "~workers/lm/evaluate";
import { gpt2LanguageModel } from "~workers/lm/gpt2LanguageModel";
import { shapeOfRun } from "~workers/lm/gpt2Shape";
import { lossesBehind } from "~tests/helpers/lossesBehind";
import { openCpuBackend } from "~tests/helpers/openCpuBackend";
import { openSoftwareGpu } from "~tests/helpers/softwareGpu";
import { tinyConfig, tinyText } from "~tests/helpers/tinyRun";

const opened = await openSoftwareGpu();
// Small, because a GPU that the CPU imitates takes a second for what a real one does in a millisecond.
const config = tinyConfig({
  model: { width: 16, heads: 2, mlpWidth: 24, context: 8 },
  training: { steps: 12 },
});
const text = tinyText();
const { steps } = config.training;

/** What a whole tiny run reports, and what is measured of its last weights. */
async function train(backend: ComputeBackend, until = steps) {
  const trainer = createTrainer({ backend, config, corpus: { train: text } });
  const reports = [];
  while (trainer.step < until) reports.push(await trainer.trainStep());
  const { parameters } = await trainer.save();
  trainer.dispose();
  const running = await gpt2LanguageModel(shapeOfRun(config), parameters).load();
  const batch = sequencesAt(text, [0, 100, 200], config.model.context);
  const losses = await lossesBehind(running, await evaluate(running, batch), batch);
  running.dispose();
  return { reports, losses };
}

describe.skipIf(opened === null)("training on a GPU", () => {
  it("gives the losses of the native kernels to a part in 10⁴, and the same bits again", async () => {
    const gpu = await openBackend({ name: "webgpu", threads: 1, allowSoftwareGpu: true });
    expect(gpu.description).toMatch(/^webgpu SwiftShader.*, spectra on (native|wasm) \w+, 1 thread$/);
    const first = await train(gpu);
    const again = await train(gpu, 3);
    expect(again.reports).toEqual(first.reports.slice(0, 3));

    const cpu = await train(await openCpuBackend({ threads: 1 }));
    first.reports.forEach(({ loss, gradientNorm }, step) => {
      const known = cpu.reports[step]!;
      expect(Math.abs(loss / known.loss - 1), `loss of step ${step + 1}`).toBeLessThan(1e-4);
      expect(Math.abs(gradientNorm / known.gradientNorm - 1), `norm of step ${step + 1}`).toBeLessThan(1e-3);
    });
    expect(first.reports.at(-1)!.loss).toBeLessThan(first.reports[0]!.loss - 0.2);
    first.losses.forEach((loss, t) =>
      expect(Math.abs(loss - cpu.losses[t]!), `position ${t}`).toBeLessThan(2e-3),
    );
  }, 240_000);
});
