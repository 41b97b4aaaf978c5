import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { openWeights } from "~workers/checkpoints/weightStore";

const Step = z.coerce.number().int().nonnegative();
const TrainerState = z.object({ global_step: Step });

/** What trainers call the step in what they store beside the weights. */
const keys = ["step", "global_step", "iter_num", "iteration", "current_step"];

/** The step that a checkpoint's files state: Hugging Face's trainer_state.json, else the weights' own metadata. */
export async function statedStep(path: string): Promise<number | null> {
  const state = await readFile(join(path, "trainer_state.json"), "utf8").then(parseJson, () => undefined);
  const stated = TrainerState.safeParse(state);
  if (stated.success) return stated.data.global_step;
  try {
    const weights = await openWeights(path);
    await weights.close();
    for (const key of keys) {
      const step = Step.safeParse(weights.metadata[key]);
      if (weights.metadata[key] !== undefined && step.success) return step.data;
    }
  } catch {
    // Measuring it says what is wrong with it.
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
