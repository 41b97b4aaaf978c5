import { createHash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Parameters } from "~workers/lm/gpt2Parameters";
import { shapeOfRun } from "~workers/lm/gpt2Shape";
import { encodeSafetensors } from "./encodeSafetensors";
import { describeGpt2 } from "./gpt2Config";
import { type TrainerState, trainingHash } from "./trainerState";
import { writeFolder } from "./writeFolder";

export interface SavedCheckpoint {
  readonly folder: string;
  readonly step: number;
  readonly tokens: number;
  /** Of model.safetensors. */
  readonly sha256: string;
  /** Of all files. */
  readonly bytes: number;
  readonly format: "safetensors";
  /** config.json */
  readonly architecture: ReturnType<typeof describeGpt2>;
}

/** Checkpoints that training can go on from; of older ones only the model is kept. */
const optimizersKept = 2;

/**
 * Saves a checkpoint in the layout of Hugging Face, as `step-00000250` within a run's directory, with the optimizer
 * beside the model. It is there whole or not at all. May be repeated.
 *
 * @throws AppError disk_full; nothing is left behind and older checkpoints stay
 */
export async function saveCheckpoint(directory: string, state: TrainerState): Promise<SavedCheckpoint> {
  const { config, step, tokens } = state;
  const architecture = describeGpt2(shapeOfRun(config));
  const model = encodeSafetensors(storedTensors(state.parameters), { format: "pt", step: String(step) });
  const files = {
    "config.json": [jsonBytes(architecture)],
    "model.safetensors": model,
    "optimizer.safetensors": encodeSafetensors(
      new Map([...storedTensors(state.moments.first, "m."), ...storedTensors(state.moments.second, "v.")]),
    ),
    "trainer_state.json": [
      jsonBytes({ formatVersion: 1, step, tokens, seed: config.seed, configHash: trainingHash(config) }),
    ],
  };
  const folder = join(directory, folderName(step));
  await writeFolder(folder, files);
  await removeOldOptimizers(directory, step);

  const hash = createHash("sha256");
  for (const piece of model) hash.update(piece);
  const bytes = Object.values(files)
    .flat()
    .reduce((sum, piece) => sum + piece.length, 0);
  return { folder, step, tokens, sha256: hash.digest("hex"), bytes, format: "safetensors", architecture };
}

const folderName = (step: number) => `step-${String(step).padStart(8, "0")}`;

async function removeOldOptimizers(directory: string, step: number): Promise<void> {
  const folders = (await readdir(directory)).filter(
    (name) => /^step-\d{8,}$/.test(name) && name <= folderName(step),
  );
  for (const name of folders.sort().slice(0, -optimizersKept)) {
    await rm(join(directory, name, "optimizer.safetensors"), { force: true });
  }
}

const storedTensors = (parameters: Parameters, prefix = "") =>
  new Map(
    Array.from(
      parameters,
      ([name, { shape, values }]) => [`${prefix}${name}`, { dtype: "F32", shape, data: values }] as const,
    ),
  );

const jsonBytes = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
