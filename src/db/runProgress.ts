import type { RunState } from "~/core/runState";
import type { Db } from "./client";
import { AppError } from "~/core/errors";

/** What a run trains on, known when its training begins or goes on. */
export async function recordTrainingStart(
  db: Db,
  start: { runId: string; backend: string; corpusHash: string },
): Promise<void> {
  const { runId, backend, corpusHash } = start;
  await db.$executeRaw`
    update "Run" set backend = ${backend}, "corpusHash" = ${corpusHash}, "startedAt" = coalesce("startedAt", now())
    where id = ${runId}`;
}

/**
 * How far the training is. `trainingMs` is added to what the run has used.
 *
 * @returns the run's state: unless it is "running" somebody wants the training to stop
 * @throws AppError not_found
 */
export async function recordProgress(
  db: Db,
  progress: { runId: string; step: number; tokensPerSecond: number | null; trainingMs: number },
): Promise<RunState> {
  const { runId, step, tokensPerSecond, trainingMs } = progress;
  const [row] = await db.$queryRaw<{ state: RunState }[]>`
    update "Run" set step = ${step}, "tokensPerSecond" = ${tokensPerSecond}, "trainingMs" = "trainingMs" + ${trainingMs}
    where id = ${runId}
    returning state::text as state`;
  if (!row) throw new AppError("not_found", `There is no run ${runId}.`);
  return row.state;
}

export async function addMeasuringTime(db: Db, runId: string, measuringMs: number): Promise<void> {
  await db.$executeRaw`update "Run" set "measuringMs" = "measuringMs" + ${measuringMs} where id = ${runId}`;
}
