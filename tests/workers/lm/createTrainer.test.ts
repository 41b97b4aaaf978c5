import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memory, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { loadCheckpoint } from "~workers/checkpoints/loadCheckpoint";
import { saveCheckpoint } from "~workers/checkpoints/saveCheckpoint";
import type { TrainerState } from "~workers/checkpoints/trainerState";
import { batchAt } from "~workers/lm/batchAt";
import { type Trainer, createTrainer } from "~workers/lm/createTrainer";
import { gpt2Parameters } from "~workers/lm/gpt2Parameters";
import { meanLoss } from "~workers/lm/gpt2";
import { shapeOfRun } from "~workers/lm/gpt2Shape";
import { loadGpt2 } from "~workers/lm/loadGpt2";
import { openCpuBackend } from "~tests/helpers/openCpuBackend";
import { tinyConfig, tinyText } from "~tests/helpers/tinyRun";

const config = tinyConfig();
const corpus = { train: tinyText() };
let backend: ComputeBackend;
beforeAll(async () => {
  backend = await openCpuBackend();
});

async function lossesOf(trainer: Trainer, steps: number): Promise<number[]> {
  const losses = [];
  for (let step = 0; step < steps; step++) losses.push((await trainer.trainStep()).loss);
  return losses;
}

/** A trainer that is disposed of after use. */
async function withTrainer<T>(
  options: Partial<Parameters<typeof createTrainer>[0]>,
  work: (trainer: Trainer) => Promise<T>,
): Promise<T> {
  const trainer = createTrainer({ backend, config, corpus, ...options });
  try {
    return await work(trainer);
  } finally {
    trainer.dispose();
  }
}

describe("createTrainer", () => {
  it("starts at the loss of a guess and learns more than how frequent tokens are", async () => {
    const long = tinyConfig({ training: { steps: 300 } });
    const losses = await withTrainer({ config: long }, (trainer) => lossesOf(trainer, 300));
    expect(Math.abs(losses[0]! - Math.log(512))).toBeLessThan(0.1);
    // 40 words of four tokens: ln 160 = 5.1 nats a token by frequency, ln 40 / 4 = .9 when the words are known.
    expect(losses.at(-1)).toBeLessThan(2.5);
  });

  it("counts steps and tokens and reports the scheduled learning rate", async () => {
    await withTrainer({}, async (trainer) => {
      expect([trainer.step, trainer.tokens]).toEqual([0, 0]);
      expect((await trainer.trainStep()).learningRate).toBeCloseTo(1e-3, 12);
      await trainer.trainStep();
      expect([trainer.step, trainer.tokens]).toEqual([2, 2 * 4 * 16]);
    });
  });

  it("gives the same losses for the same seed and others for another", async () => {
    const first = await withTrainer({}, (trainer) => lossesOf(trainer, 5));
    expect(await withTrainer({}, (trainer) => lossesOf(trainer, 5))).toEqual(first);
    const other = { config: { ...config, seed: 1 } };
    expect(await withTrainer(other, (trainer) => lossesOf(trainer, 5))).not.toEqual(first);
  });

  it("gives the same losses on one thread and on two", async () => {
    const lossesOn = async (threads: number) => {
      const backend = await openCpuBackend({ threads });
      return withTrainer({ backend }, (trainer) => lossesOf(trainer, 10));
    };
    expect(await lossesOn(1)).toEqual(await lossesOn(2));
  });

  it("goes on from a checkpoint with the losses of an undisturbed run, bit for bit", async () => {
    const directory = await mkdtemp(join(tmpdir(), "plateau-trainer-"));
    const [whole, state] = await withTrainer({}, async (trainer) => {
      const losses = await lossesOf(trainer, 20);
      return [losses.concat(await lossesOf(trainer, 20)), await trainer.save()] as const;
    });
    const { folder } = await withTrainer({}, async (trainer) => {
      await lossesOf(trainer, 20);
      return saveCheckpoint(directory, await trainer.save());
    });
    const from = await loadCheckpoint(folder, config);
    const [rest, resumed] = await withTrainer(
      { from },
      async (trainer) => [await lossesOf(trainer, 20), await trainer.save()] as const,
    );
    expect(rest).toEqual(whole.slice(20));
    expect(resumed.tokens).toBe(state.tokens);
    for (const [name, { values }] of state.parameters)
      expect(resumed.parameters.get(name)!.values).toEqual(values);
    await rm(directory, { recursive: true });
  });

  it("saves a copy that later steps leave alone", async () => {
    await withTrainer({}, async (trainer) => {
      const saved = await trainer.save();
      const before = structuredClone(saved.parameters);
      await trainer.trainStep();
      expect(saved.parameters).toEqual(before);
      expect((await trainer.save()).parameters).not.toEqual(before);
    });
  });

  it("makes AdamW's first update: the learning rate in the direction of the gradient, decay on matrices only", async () => {
    const training = {
      ...config.training,
      warmupSteps: 0,
      weightDecay: 0.5,
      learningRate: 0.01,
      finalLearningRate: 0.01,
    };
    const [before, after] = await withTrainer({ config: { ...config, training } }, async (trainer) => {
      const start = (await trainer.save()).parameters;
      await trainer.trainStep();
      return [start, (await trainer.save()).parameters] as const;
    });
    for (const { name, decays } of gpt2Parameters(shapeOfRun(config))) {
      const old = before.get(name)!.values;
      const moved = after
        .get(name)!
        .values.map((value, k) => Math.abs(value - old[k]! * (decays ? 1 - 0.01 * 0.5 : 1)));
      // Where the gradient is far above AdamW's epsilon, m̂/√v̂ is ±1 at the first step. Bias of the keys: gradient zero.
      const large = moved.filter((distance) => Math.abs(distance - 0.01) < 1e-4).length / moved.length;
      expect(large, name).toBeGreaterThan(name.endsWith("c_attn.bias") ? 0.6 : 0.9);
    }
  });

  it("leaves no tensor behind", async () => {
    const before = memory().numTensors;
    await withTrainer({}, async (trainer) => {
      await trainer.trainStep();
      const after = memory().numTensors;
      await lossesOf(trainer, 3);
      expect(memory().numTensors).toBe(after);
    });
    expect(memory().numTensors).toBe(before);
  });

  it.each([
    ["loss", "transformer.ln_f.bias", Infinity],
    ["loss", "transformer.wte.weight", NaN],
  ])("names the step when the %s is no longer a number, and updates nothing (%s)", async (_, name, value) => {
    const state = await withTrainer({}, async (trainer) => {
      await lossesOf(trainer, 2);
      return trainer.save();
    });
    state.parameters.get(name)!.values.fill(value);
    await withTrainer({ from: state }, async (trainer) => {
      await expect(trainer.trainStep()).rejects.toThrow(
        expect.objectContaining({
          code: "loss_not_finite",
          message: expect.stringContaining("at step 3") as string,
        }) as Error,
      );
      expect(trainer.step).toBe(2);
      expect((await trainer.save()).parameters).toEqual(state.parameters);
    });
  });
});

describe("the gradient of meanLoss", () => {
  it("is the slope of the loss in every parameter's direction", async () => {
    const batch = batchAt(corpus.train, { seed: 5, step: 0, sequences: 4, context: 16 });
    const lossAt = (state: TrainerState) => {
      const model = loadGpt2(shapeOfRun(config), state.parameters);
      const ids = tensor2d(batch.inputs, [4, 16], "int32");
      const targets = tensor1d(batch.targets, "int32");
      const loss = meanLoss(model, ids, targets);
      const value = loss.dataSync()[0]!;
      for (const used of [ids, targets, loss, model]) used.dispose();
      return value;
    };
    const training = { ...config.training, beta1: 0, gradientClip: 1e9 };
    const start = await withTrainer({}, async (trainer) => {
      await lossesOf(trainer, 10);
      return trainer.save();
    });
    // With β₁ = 0 the first moment after a step is that step's gradient.
    const text = Uint16Array.from(batch.inputs.subarray(0, 16)); // one sequence, so the batch is known
    const single = Uint16Array.of(...text, batch.targets[15]!);
    const state = await withTrainer(
      { config: { ...config, training }, corpus: { train: single }, from: start },
      async (trainer) => {
        await trainer.trainStep();
        return trainer.save();
      },
    );
    for (let row = 0; row < 4; row++) {
      batch.inputs.set(single.subarray(0, 16), row * 16);
      batch.targets.set(single.subarray(1), row * 16);
    }
    for (const [name, { values: gradient }] of state.moments.first) {
      const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
      const step = 2e-2;
      const along = (sign: number) => {
        const values = start.parameters
          .get(name)!
          .values.map((value, k) => value + (sign * step * gradient[k]!) / norm);
        return lossAt({
          ...start,
          parameters: new Map(start.parameters).set(name, { ...start.parameters.get(name)!, values }),
        });
      };
      const slope = (along(1) - along(-1)) / (2 * step);
      expect(Math.abs(slope - norm), name).toBeLessThan(0.02 * norm + 1e-4);
    }
  });
});
