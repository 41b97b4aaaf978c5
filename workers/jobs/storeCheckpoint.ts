import { join, relative } from "node:path";
import { scheduledCells } from "~/core/cells";
import type { RunEvent } from "~/core/events";
import { checkpointSteps } from "~/core/schedule/checkpointSteps";
import { type MeasurementPlan, planMeasurement } from "~/core/schedule/planMeasurement";
import { listCheckpoints, saveCheckpointRow } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { appendEvents, notifyEvents } from "~/db/events";
import { skipCell } from "~/db/ledger";
import { enqueue } from "~/db/queue";
import { getRun, type Run } from "~/db/runs";
import { setRunState } from "~/db/runStates";
import { saveCheckpoint } from "~workers/checkpoints/saveCheckpoint";
import type { JobContext } from "./jobContext";
import type { LiveTrainer } from "./liveTrainer";
import { dropTrainer } from "./obtainTrainer";

/** The ledger's key for a cell that was skipped before its parameters were known. */
const scheduleHash = "schedule";

export interface ReachedCheckpoint {
  run: Run;
  live: LiveTrainer;
  context: JobContext;
  /** null when training has not begun. */
  msPerStep: number | null;
}

/**
 * Writes the weights, and then, in one transaction, the row of the checkpoint and the jobs that follow from it: its
 * measurement, unless the plan skips it, and the next slice of training, unless this was the last.
 */
export async function storeCheckpoint({ run, live, context, msPerStep }: ReachedCheckpoint): Promise<void> {
  const { db, dataDirectory, log } = context;
  const { config, id: runId } = run;
  const saved = await saveCheckpoint(join(dataDirectory, "runs", runId), live.trainer.save());
  const { folder, step, ...stored } = saved;
  const plan = await planFor(step, { run, context, msPerStep });

  await db.$transaction(async (tx) => {
    const uri = relative(dataDirectory, folder);
    const checkpointId = await saveCheckpointRow(tx, { ...stored, runId, step, uri });
    const events: RunEvent[] = [{ type: "checkpoint", step, checkpointId }];
    if (plan.measure) {
      await enqueue(tx, "measure", { checkpointId });
    } else {
      await skipCells(tx, checkpointId, plan.reason);
      events.push({ type: "skipped", step, checkpointId, reason: plan.reason });
    }
    await appendEvents(tx, runId, events);
    if (step < config.training.steps) await enqueue(tx, "train", { runId });
    else await setRunState(tx, { runId, state: "finished" });
  });
  live.savedStep = step;
  if (step >= config.training.steps) dropTrainer(context);
  await notifyEvents(db, runId);
  log.info(`${config.name}: step ${step} of ${config.training.steps} stored, ${plan.reason}`);
}

async function planFor(
  step: number,
  { run, context, msPerStep }: Omit<ReachedCheckpoint, "live">,
): Promise<MeasurementPlan> {
  const { config } = run;
  const { trainingMs, measuringMs } = await getRun(context.db, run.id);
  const rows = await listCheckpoints(context.db, run.id);
  const isSkipped = (cells: { state: string }[]) =>
    cells.length > 0 && cells.every(({ state }) => state === "skipped");
  const measured = rows.filter((row) => row.step < step && !isSkipped(row.cells)).map((row) => row.step);
  const stepsLeft = config.training.steps - step;
  return planMeasurement({
    step,
    checkpoints: checkpointSteps({ totalSteps: config.training.steps, every: config.checkpoints.every }),
    measured,
    measuredMs: measuringMs,
    trainingMs: trainingMs + stepsLeft * (msPerStep ?? 0),
    share: config.measure.share,
  });
}

async function skipCells(tx: Db, checkpointId: number, reason: string): Promise<void> {
  for (const cell of scheduledCells) {
    await skipCell(tx, { checkpointId, cell, configHash: scheduleHash, reason });
  }
}
