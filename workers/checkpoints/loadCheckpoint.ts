import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "~/core/errors";
import type { RunConfig } from "~/core/runConfig";
import { type NamedArray, type Parameters, gpt2Parameters } from "~workers/lm/gpt2Parameters";
import type { Gpt2Shape } from "~workers/lm/gpt2Shape";
import { parseGpt2Config } from "./gpt2Config";
import { openSafetensors } from "./openSafetensors";
import { StoredTrainerState, type TrainerState, trainingHash } from "./trainerState";

export interface Model {
  readonly shape: Gpt2Shape;
  readonly parameters: Parameters;
}

/**
 * The model in a checkpoint folder of ours or of Hugging Face.
 *
 * @throws AppError checkpoint_unreadable, naming the file and what is wrong with it
 */
export async function loadModel(folder: string): Promise<Model> {
  const shape = await readJson(join(folder, "config.json"), parseGpt2Config);
  return { shape, parameters: await readParameters(join(folder, "model.safetensors"), shape) };
}

/**
 * What training needs to go on from a checkpoint of `saveCheckpoint`.
 *
 * @throws AppError checkpoint_unreadable; conflict when it belongs to another training configuration
 */
export async function loadCheckpoint(folder: string, config: RunConfig): Promise<TrainerState> {
  const state = await readJson(join(folder, "trainer_state.json"), (json) => StoredTrainerState.parse(json));
  if (state.configHash !== trainingHash(config)) {
    throw new AppError("conflict", `${folder} was trained with another model, training, corpus or seed.`);
  }
  const optimizer = join(folder, "optimizer.safetensors");
  if (!existsSync(optimizer)) {
    throw new AppError(
      "checkpoint_unreadable",
      `${folder} has no optimizer.safetensors any more: training goes on from a newer checkpoint only.`,
    );
  }
  const { shape, parameters } = await loadModel(folder);
  return {
    config,
    step: state.step,
    tokens: state.tokens,
    parameters,
    moments: {
      first: await readParameters(optimizer, shape, "m."),
      second: await readParameters(optimizer, shape, "v."),
    },
  };
}

async function readParameters(path: string, shape: Gpt2Shape, prefix = ""): Promise<Parameters> {
  const file = await openSafetensors(path);
  try {
    const parameters = new Map<string, NamedArray>();
    for (const { name, shape: expected } of gpt2Parameters(shape)) {
      const stored = file.tensors.get(`${prefix}${name}`);
      if (stored === undefined || String(stored.shape) !== String(expected)) {
        const found = stored === undefined ? "is missing" : `is [${stored.shape.join(", ")}]`;
        throw new AppError(
          "checkpoint_unreadable",
          `${path}: ${prefix}${name} ${found}, config.json needs [${expected.join(", ")}].`,
        );
      }
      parameters.set(name, { shape: expected, values: await file.readFloat32(`${prefix}${name}`) });
    }
    return parameters;
  } finally {
    await file.close();
  }
}

async function readJson<T>(path: string, parse: (json: unknown) => T): Promise<T> {
  try {
    return parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new AppError("checkpoint_unreadable", `${path}: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError) {
    return cause.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  }
  return cause instanceof Error ? cause.message : "unreadable";
}
