import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "~workers/checkpoints/loadCheckpoint";
import { sequencesAt } from "~workers/lm/batchAt";
import { evaluate } from "~workers/lm/evaluate";
import { startParameters } from "~workers/lm/gpt2Parameters";
import { shapeOfRun } from "~workers/lm/gpt2Shape";
import { gpt2LanguageModel } from "~workers/lm/gpt2LanguageModel";
import type { LanguageModel, RunningModel } from "~workers/lm/languageModel";
import { runGpt2 } from "~tests/helpers/gpt2Float64";
import { lossesBehind } from "~tests/helpers/lossesBehind";
import { openCpuBackend } from "~tests/helpers/openCpuBackend";
import { tinyConfig, tinyText } from "~tests/helpers/tinyRun";

beforeAll(() => openCpuBackend());

const worst = (actual: Float32Array, expected: ArrayLike<number>) =>
  actual.reduce((most, value, k) => Math.max(most, Math.abs(value - expected[k]!)), 0);
const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function withModel<T>(model: LanguageModel, work: (model: RunningModel) => Promise<T>): Promise<T> {
  const running = await model.load();
  try {
    return await work(running);
  } finally {
    running.dispose();
  }
}

describe("evaluate", () => {
  const shape = shapeOfRun(tinyConfig());
  const parameters = startParameters(shape, 3);
  for (const { values } of parameters.values()) values.forEach((value, k) => (values[k] = value * 8)); // far from linear
  const text = tinyText();

  it("agrees with a float64 forward pass", async () => {
    const begins = [0, 100, 7];
    // Not linear any more, while roundings do not yet grow from layer to layer: .9e-5 at most over 24 seeds.
    const parameters = startParameters(shape, 3);
    for (const { values } of parameters.values()) values.forEach((value, k) => (values[k] = value * 4));
    const { finalResidual, activations } = await withModel(gpt2LanguageModel(shape, parameters), (model) =>
      evaluate(model, sequencesAt(text, begins, 16)),
    );
    const reference = runGpt2(
      { ...shape, weight: (name) => Float64Array.from(parameters.get(`transformer.${name}`)!.values) },
      begins.map((begin) => text.subarray(begin, begin + 16)),
    );
    expect(worst(finalResidual, reference.finalResidual)).toBeLessThan(1e-5);
    expect(worst(activations, reference.activations)).toBeLessThan(1e-5);
  });

  it("gives each sequence what it would get alone, in whatever chunk it falls", async () => {
    const begins = Array.from({ length: 137 }, (_, row) => row * 6);
    await withModel(gpt2LanguageModel(shape, parameters), async (model) => {
      const batch = sequencesAt(text, begins, 16);
      const all = await evaluate(model, batch);
      const losses = await lossesBehind(model, all, batch);
      for (const row of [0, 127, 128, 136]) {
        const own = sequencesAt(text, [begins[row]!], 16);
        const alone = await evaluate(model, own);
        expect(worst(await lossesBehind(model, alone, own), losses.subarray(row * 16))).toBeLessThan(1e-5);
        expect(worst(alone.finalResidual, all.finalResidual.subarray(row * 16 * 32))).toBeLessThan(1e-5);
        expect(worst(alone.activations, all.activations.subarray(row * 16 * 48))).toBeLessThan(1e-5);
      }
    });
  });

  it("never lets a position see what comes after it", async () => {
    await withModel(gpt2LanguageModel(shape, parameters), async (model) => {
      const before = (await evaluate(model, sequencesAt(text, [0], 16))).finalResidual;
      const changed = text.slice();
      changed[9] = (changed[9]! + 1) % 512;
      const after = (await evaluate(model, sequencesAt(changed, [0], 16))).finalResidual;
      expect(after.subarray(0, 9 * 32)).toEqual(before.subarray(0, 9 * 32));
      expect(after.subarray(9 * 32, 10 * 32)).not.toEqual(before.subarray(9 * 32, 10 * 32));
    });
  });

  it("leaves no tensor behind", async () => {
    const before = memory().numTensors;
    await withModel(gpt2LanguageModel(shape, parameters), (model) =>
      evaluate(model, sequencesAt(text, [0, 1], 16)),
    );
    expect(memory().numTensors).toBe(before);
  });
});

const shared = join(import.meta.dirname, "../../../../shared");
const hasReference = existsSync(join(shared, "reference/ablation"));

interface AblationReference {
  mean_loss: { all: number };
  mean_activation: number[];
}

describe.skipIf(!hasReference)("evaluate on the reference trajectory (needs ../shared)", () => {
  it.each([0, 512, 1500])("gives the loss and mean activations at step %i", async (step) => {
    const file = readFileSync(join(shared, `reference/ablation/traj-gpt2-step${step}.json`), "utf8");
    const reference = JSON.parse(file) as AblationReference;
    const raw = readFileSync(join(shared, "assets/traj-gpt2/eval_tokens.u16"));
    const tokens = Uint16Array.from({ length: raw.length / 2 }, (_, k) => raw.readUInt16LE(2 * k));
    const begins = Array.from({ length: 24 }, (_, row) => row * 129);
    const { shape, parameters } = await loadModel(join(shared, `assets/traj-gpt2/step${step}`));

    const batch = sequencesAt(tokens, begins, 128);
    const { losses, activations } = await withModel(gpt2LanguageModel(shape, parameters), async (model) => {
      const evaluation = await evaluate(model, batch);
      return { ...evaluation, losses: await lossesBehind(model, evaluation, batch) };
    });
    expect(Math.abs(mean(losses) - reference.mean_loss.all)).toBeLessThan(2e-6 * reference.mean_loss.all);
    const means = new Float64Array(shape.mlpWidth);
    activations.forEach((value, k) => (means[k % means.length]! += value / losses.length));
    expect(worst(Float32Array.from(means), reference.mean_activation)).toBeLessThan(1e-6);
  });
});
