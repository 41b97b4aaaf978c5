import { join, relative } from "node:path";
import type { RunEvent } from "~/core/events";
import type { MeasurementPlan } from "~/core/schedule/planMeasurement";
import { saveCheckpointRow } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { appendEvents, notifyEvents } from "~/db/events";
import { skipCell } from "~/db/ledger";
import { enqueue } from "~/db/queue";
import type { TrainingRun } from "~/db/runs";
import { setRunState } from "~/db/runStates";
import { saveCheckpoint } from "~workers/checkpoints/saveCheckpoint";
import type { JobContext } from "./jobContext";
import type { LiveTrainer } from "./liveTrainer";
import { dropTrainer } from "./obtainTrainer";
import { planCells } from "./planCells";

/** The ledger's key for a cell that was skipped before its parameters were known. */
const scheduleHash = "schedule";

export interface ReachedCheckpoint {
  run: TrainingRun;
  live: LiveTrainer;
  context: JobContext;
  /** null when training has not begun. */
  msPerStep: number | null;
}

/**
 * Writes the weights, and then, in one transaction, the row of the checkpoint and the jobs that follow from it: its
 * measurements, as far as the plan has them, and the next slice of training, unless this was the last.
 */
export async function storeCheckpoint({ run, live, context, msPerStep }: ReachedCheckpoint): Promise<void> {
  const { db, dataDirectory, log } = context;
  const { config, id: runId } = run;
  const saved = await saveCheckpoint(join(dataDirectory, "runs", runId), await live.trainer.save());
  const { folder, step, ...stored } = saved;
  const plan = await planCells(db, { run, step, msPerStep });

  await db.$transaction(async (tx) => {
    const uri = relative(dataDirectory, folder);
    const checkpointId = await saveCheckpointRow(tx, { ...stored, runId, step, uri });
    const events: RunEvent[] = [{ type: "checkpoint", step, checkpointId }];
    if (plan.putOff) await enqueue(tx, "measure", plan.putOff);
    if (plan.cells.length > 0) await enqueue(tx, "measure", { checkpointId, cells: plan.cells });
    else events.push({ type: "skipped", step, checkpointId, reason: plan.reason });
    await skipCells(tx, checkpointId, plan.skipped);
    await appendEvents(tx, runId, events);
    if (step < config.training.steps) await enqueue(tx, "train", { runId });
    else await setRunState(tx, { runId, state: "finished" });
  });
  live.savedStep = step;
  if (step >= config.training.steps) dropTrainer(context);
  await notifyEvents(db, runId);
  log.info(`${config.name}: step ${step} of ${config.training.steps} stored, ${plan.reason}`);
}

async function skipCells(tx: Db, checkpointId: number, skipped: MeasurementPlan["skipped"]): Promise<void> {
  for (const { cell, reason } of skipped)
    await skipCell(tx, { checkpointId, cell, configHash: scheduleHash, reason });
}
