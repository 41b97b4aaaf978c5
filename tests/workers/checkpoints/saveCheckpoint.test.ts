import { createHash } from "node:crypto";
import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseRunConfig } from "~/core/runConfig";
import { loadCheckpoint, loadModel } from "~workers/checkpoints/loadCheckpoint";
import { saveCheckpoint } from "~workers/checkpoints/saveCheckpoint";
import type { TrainerState } from "~workers/checkpoints/trainerState";
import { startParameters } from "~workers/lm/gpt2Parameters";
import { shapeOfRun } from "~workers/lm/gpt2Shape";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "plateau-checkpoint-"));
});
afterEach(() => rm(directory, { recursive: true }));

const config = parseRunConfig({
  model: { layers: 2, width: 8, heads: 2, mlpWidth: 16, context: 8, vocabulary: 512 },
});
const stateAt = (step: number): TrainerState => ({
  config,
  step,
  tokens: step * 2048,
  parameters: startParameters(shapeOfRun(config), step),
  moments: {
    first: startParameters(shapeOfRun(config), step + 1),
    second: startParameters(shapeOfRun(config), step + 2),
  },
});

describe("saveCheckpoint", () => {
  it("is read back by loadCheckpoint bit for bit", async () => {
    const { folder } = await saveCheckpoint(directory, stateAt(250));
    expect(await loadCheckpoint(folder, config)).toEqual(stateAt(250));
  });

  it("tells where the checkpoint lies and the hash of its model", async () => {
    const saved = await saveCheckpoint(directory, stateAt(4));
    expect(saved).toMatchObject({
      folder: join(directory, "step-00000004"),
      step: 4,
      tokens: 8192,
      format: "safetensors",
    });
    const files = await Promise.all(
      ["model.safetensors", "optimizer.safetensors", "config.json", "trainer_state.json"].map((name) =>
        readFile(join(saved.folder, name)),
      ),
    );
    expect(saved.sha256).toBe(createHash("sha256").update(files[0]!).digest("hex"));
    expect(saved.bytes).toBe(files.reduce((sum, file) => sum + file.length, 0));
  });

  it("writes what Hugging Face's GPT2LMHeadModel expects", async () => {
    const { folder, architecture } = await saveCheckpoint(directory, stateAt(0));
    const json: unknown = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
    expect(json).toEqual(architecture);
    expect(json).toMatchObject({
      model_type: "gpt2",
      n_layer: 2,
      n_embd: 8,
      n_head: 2,
      n_inner: 16,
      n_positions: 8,
      vocab_size: 512,
      activation_function: "gelu",
    });
    expect((await loadModel(folder)).shape).toEqual(shapeOfRun(config));
  });

  it("keeps the optimizer of the last two checkpoints only", async () => {
    for (const step of [0, 1, 2, 4]) await saveCheckpoint(directory, stateAt(step));
    const withOptimizer = await Promise.all(
      (await readdir(directory))
        .sort()
        .map(async (name) => (await readdir(join(directory, name))).includes("optimizer.safetensors")),
    );
    expect(withOptimizer).toEqual([false, false, true, true]);
    await expect(loadModel(join(directory, "step-00000000"))).resolves.toMatchObject({
      shape: { layers: 2 },
    });
    await expect(loadCheckpoint(join(directory, "step-00000000"), config)).rejects.toThrow(
      "no optimizer.safetensors any more",
    );
  });

  it("may be repeated, and an earlier one again after later ones", async () => {
    await saveCheckpoint(directory, stateAt(2));
    await saveCheckpoint(directory, stateAt(4));
    await saveCheckpoint(directory, stateAt(2));
    await expect(loadCheckpoint(join(directory, "step-00000004"), config)).resolves.toEqual(stateAt(4));
    await expect(loadCheckpoint(join(directory, "step-00000002"), config)).resolves.toEqual(stateAt(2));
  });
});

describe("loadCheckpoint", () => {
  it("refuses to go on with another training configuration, not with another name", async () => {
    const { folder } = await saveCheckpoint(directory, stateAt(1));
    await expect(loadCheckpoint(folder, { ...config, seed: 5 })).rejects.toMatchObject({ code: "conflict" });
    await expect(loadCheckpoint(folder, { ...config, name: "renamed" })).resolves.toMatchObject({ step: 1 });
  });

  it("does not mind in which order a database gives the configuration back", async () => {
    const { folder } = await saveCheckpoint(directory, stateAt(1));
    const { model, ...rest } = config;
    const reordered = { ...rest, model: Object.fromEntries(Object.entries(model).reverse()) as typeof model };
    await expect(loadCheckpoint(folder, reordered)).resolves.toMatchObject({ step: 1 });
  });

  it.each([
    ["model.safetensors", "its data at"],
    ["optimizer.safetensors", "its data at"],
    ["trainer_state.json", "trainer_state.json"],
    ["config.json", "config.json"],
  ])("names %s when it is damaged", async (name, message) => {
    const { folder } = await saveCheckpoint(directory, stateAt(1));
    await appendFile(join(folder, name), "!");
    const error: unknown = await loadCheckpoint(folder, config).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "checkpoint_unreadable" });
    expect(String(error)).toContain(message);
    expect(String(error)).toContain(name);
  });

  it("names the tensor that does not fit config.json", async () => {
    const { folder, architecture } = await saveCheckpoint(directory, stateAt(1));
    await writeFile(join(folder, "config.json"), JSON.stringify({ ...architecture, n_inner: 32 }));
    await expect(loadModel(folder)).rejects.toThrow(
      "transformer.h.0.mlp.c_fc.weight is [8, 16], config.json needs [8, 32]",
    );
    await writeFile(join(folder, "config.json"), JSON.stringify({ ...architecture, n_layer: 3 }));
    await expect(loadModel(folder)).rejects.toThrow("transformer.h.2.ln_1.weight is missing");
  });

  it("refuses a model that a GPT-2 forward pass would compute wrongly", async () => {
    const { folder, architecture } = await saveCheckpoint(directory, stateAt(1));
    const wrong: [object, string][] = [
      [{ model_type: "llama" }, 'model_type: Invalid input: expected "gpt2"'],
      [{ activation_function: "relu" }, "activation_function: Invalid option"],
      [{ tie_word_embeddings: false }, "tie_word_embeddings: Invalid input"],
      [{ n_head: 3 }, "n_head: must divide n_embd"],
    ];
    for (const [change, reason] of wrong) {
      await writeFile(join(folder, "config.json"), JSON.stringify({ ...architecture, ...change }));
      await expect(loadModel(folder)).rejects.toMatchObject({
        code: "checkpoint_unreadable",
        message: expect.stringContaining(reason) as string,
      });
    }
  });
});
