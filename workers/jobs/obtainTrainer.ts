import { join, resolve } from "node:path";
import { checkpointSteps } from "~/core/schedule/checkpointSteps";
import { AppError } from "~/core/errors";
import { listCheckpoints } from "~/db/checkpoints";
import type { TrainingRun } from "~/db/runs";
import { loadCheckpoint } from "~workers/checkpoints/loadCheckpoint";
import type { TrainerState } from "~workers/checkpoints/trainerState";
import { openCorpus } from "~workers/corpora/openCorpus";
import { createTrainer } from "~workers/lm/createTrainer";
import type { JobContext } from "./jobContext";
import type { LiveTrainer } from "./liveTrainer";

/** The step of the next checkpoint. */
export function nextCheckpoint({ config }: TrainingRun, { savedStep }: LiveTrainer): number {
  const steps = checkpointSteps({ totalSteps: config.training.steps, every: config.checkpoints.every });
  return steps.find((step) => step > savedStep) ?? config.training.steps;
}

/**
 * The run's trainer: the one in memory if it stands where the database says the run does, else one made from the
 * newest checkpoint that can be read, else a new one.
 */
export async function obtainTrainer(run: TrainingRun, context: JobContext): Promise<LiveTrainer> {
  const { live } = context.trainer;
  if (live?.runId === run.id && live.trainer.step === run.step) return live;
  dropTrainer(context);

  const { backend, dataDirectory } = context;
  const corpus = await openCorpus({ config: run.config, directory: join(dataDirectory, "corpora") });
  const from = await newestState(run, context);
  const trainer = createTrainer({ backend, config: run.config, corpus, ...(from && { from }) });
  const loaded = { runId: run.id, trainer, corpus, savedStep: from?.step ?? -1 };
  context.trainer.live = loaded;
  return loaded;
}

export function dropTrainer(context: JobContext): void {
  context.trainer.live?.trainer.dispose();
  context.trainer.live = null;
}

async function newestState(
  run: TrainingRun,
  { db, dataDirectory, log }: JobContext,
): Promise<TrainerState | null> {
  const checkpoints = await listCheckpoints(db, run.id);
  for (const { uri, step } of checkpoints.reverse()) {
    try {
      return await loadCheckpoint(resolve(dataDirectory, uri), run.config);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "checkpoint_unreadable")) throw error;
      log.warn(`run ${run.id}: going back behind step ${step}: ${error.message}`);
    }
  }
  return null;
}
