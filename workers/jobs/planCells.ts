import { type ScheduledCell, scheduledCells } from "~/core/cells";
import { checkpointSteps } from "~/core/schedule/checkpointSteps";
import { expectedCostMs } from "~/core/schedule/expectedCost";
import { type CellHistory, type MeasurementPlan, planMeasurement } from "~/core/schedule/planMeasurement";
import { type CellStatus, type Checkpoint, listCheckpoints } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { getRun, type TrainingRun } from "~/db/runs";

export interface CheckpointPlan extends MeasurementPlan {
  /** The first checkpoint, which was put off until the speed of training was known; null where it is not affordable either. */
  putOff: { checkpointId: number; cells: ScheduledCell[] } | null;
}

/** What is measured at the checkpoint of a run that training has just reached, before its row is there. */
export async function planCells(
  db: Db,
  { run, step, msPerStep }: { run: TrainingRun; step: number; msPerStep: number | null },
): Promise<CheckpointPlan> {
  const { id, config } = run;
  const { trainingMs, measuringMs } = await getRun(db, id);
  const rows = (await listCheckpoints(db, id)).filter((row) => row.step < step);
  const stepsLeft = config.training.steps - step;
  const plan = (at: number, before: typeof rows) =>
    planMeasurement({
      step: at,
      checkpoints: checkpointSteps({ totalSteps: config.training.steps, every: config.checkpoints.every }),
      history: historyOf(before),
      measuredMs: measuringMs,
      trainingMs: msPerStep === null ? null : trainingMs + stepsLeft * msPerStep,
      share: config.measure.share,
      expectedMs: expectedCostMs(config, msPerStep ?? 0),
    });

  const first = rows[0];
  const wasPutOff = first !== undefined && rows.length === 1 && first.cells.every(isSkipped);
  const cells = wasPutOff && step < config.training.steps ? plan(first.step, []).cells : [];
  if (cells.length === 0) return { ...plan(step, rows), putOff: null };
  const queued = {
    ...first!,
    cells: first!.cells.filter(({ cell }) => !cells.some((name) => name === cell)),
  };
  return { ...plan(step, [queued]), putOff: { checkpointId: first!.id, cells } };
}

const isSkipped = ({ state }: Pick<CellStatus, "state">) => state === "skipped";

/** A cell without a row is in the queue. */
function historyOf(
  rows: readonly (Checkpoint & { cells: CellStatus[] })[],
): Record<ScheduledCell, CellHistory> {
  const entries = scheduledCells.map((cell): [ScheduledCell, CellHistory] => {
    const at = rows.flatMap((row) => {
      const status = row.cells.find((other) => other.cell === cell);
      return status && isSkipped(status) ? [] : [{ step: row.step, status }];
    });
    const done = at.filter(({ status }) => status?.state === "done");
    const ms = done.reduce((sum, { status }) => sum + (status?.durationMs ?? 0), 0);
    return [cell, { steps: at.map(({ step }) => step), done: done.length, ms }];
  });
  return Object.fromEntries(entries) as Record<ScheduledCell, CellHistory>;
}
