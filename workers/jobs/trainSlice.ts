import { setImmediate as yieldToMessages } from "node:timers/promises";
import { AppError } from "~/core/errors";
import type { JobPayload } from "~/core/jobs";
import { isOver } from "~/core/runState";
import { etaSeconds } from "~/core/schedule/etaSeconds";
import { notifyEvents } from "~/db/events";
import { recordTrainingStart } from "~/db/runProgress";
import { findRun, type Run, type TrainingRun } from "~/db/runs";
import { setRunStateIfPossible } from "~/db/runStates";
import type { StepReport } from "~workers/lm/createTrainer";
import type { JobContext } from "./jobContext";
import type { LiveTrainer } from "./liveTrainer";
import { dropTrainer, nextCheckpoint, obtainTrainer } from "./obtainTrainer";
import { StepTime } from "./stepTime";
import { type Pace, ProgressLog } from "./progressLog";
import { requireRoom } from "./requireRoom";
import { storeCheckpoint } from "./storeCheckpoint";

const flushMs = 200;

/**
 * Trains a run to its next checkpoint, stores it and queues what follows. A run that was killed in the middle is
 * continued by the same steps from its last checkpoint, so there is one way to train and it is always a continuation.
 */
export async function trainSlice(
  { runId }: JobPayload<"train">,
  context: JobContext,
  signal: AbortSignal,
): Promise<void> {
  const { db, backend, dataDirectory } = context;
  const run = await findRun(db, runId);
  if (run?.kind !== "training" || isOver(run.state) || isPausedByReader(run)) return;
  await requireRoom(dataDirectory);

  if (run.state === "paused") await setRunStateIfPossible(db, { runId, state: "pending" });
  await setRunStateIfPossible(db, { runId, state: "running" });
  await notifyEvents(db, runId);
  // A reader who paused or killed it in this moment is not overruled.
  if ((await findRun(db, runId))?.state !== "running") return;
  try {
    const live = await obtainTrainer(run, context);
    await recordTrainingStart(db, {
      runId,
      backend: backend.description,
      corpusHash: live.corpus.tokensHash,
    });
    const slice = { run, live, context, signal };
    const msPerStep = await trainTo(nextCheckpoint(run, live), slice);
    // A job that was stopped is given back; one whose run was paused is done.
    if (msPerStep === "interrupted") signal.throwIfAborted();
    else await storeCheckpoint({ ...slice, msPerStep });
  } catch (error) {
    // What is in memory may be ahead of what is stored; the next slice goes on from what is stored.
    if (!isDiskFull(error)) dropTrainer(context);
    throw error;
  }
}

interface Slice {
  run: TrainingRun;
  live: LiveTrainer;
  context: JobContext;
  signal: AbortSignal;
}

/**
 * @returns the smoothed milliseconds per step, null when there was no step to make, or "interrupted" when the reader
 *   or the worker wants the training to stop; every step made so far is stored then
 */
async function trainTo(target: number, slice: Slice): Promise<number | null | "interrupted"> {
  const { run, live, context, signal } = slice;
  const { trainer } = live;
  const progress = new ProgressLog(context.db, run.id);
  const stepTime = new StepTime();
  const flush = () => progress.flush(paceOf(run, trainer.step, stepTime.ms));

  while (trainer.step < target) {
    const begin = performance.now();
    const report = await trainStep(live, flush);
    const durationMs = performance.now() - begin;
    stepTime.add(durationMs);
    progress.add(trainer.step, report, durationMs);

    await yieldToMessages();
    if (progress.pendingMs < flushMs && trainer.step < target && !signal.aborted) continue;
    const state = await flush();
    if (signal.aborted || state !== "running") return "interrupted";
  }
  return stepTime.ms;
}

/** @throws AppError loss_not_finite, when all steps before are stored */
async function trainStep(
  { trainer, savedStep }: LiveTrainer,
  flush: () => Promise<unknown>,
): Promise<StepReport> {
  try {
    return await trainer.trainStep();
  } catch (cause) {
    if (!(cause instanceof AppError && cause.code === "loss_not_finite")) throw cause;
    await flush();
    const kept =
      savedStep < 0 ? "No checkpoint was saved yet" : `The last good checkpoint is that of step ${savedStep}`;
    throw new AppError("loss_not_finite", `${cause.message} ${kept}.`, { cause });
  }
}

function paceOf(
  { config, totalSteps, measuringMs }: TrainingRun,
  step: number,
  msPerStep: number | null,
): Pace {
  const tokensPerStep = config.training.batch * config.model.context;
  return {
    tokensPerSecond: msPerStep === null ? null : (1000 * tokensPerStep) / msPerStep,
    etaSeconds: etaSeconds({ step, totalSteps, msPerStep, measuringMs, share: config.measure.share }),
  };
}

/** A full disk pauses a run, too, and then it is for us to go on. */
const isPausedByReader = ({ state, stateCode }: Run) => state === "paused" && stateCode !== "disk_full";

const isDiskFull = (error: unknown) => error instanceof AppError && error.code === "disk_full";
