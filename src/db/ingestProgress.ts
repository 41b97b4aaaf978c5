import type { Db } from "./client";
import { getRun } from "./runs";
import { setRunStateIfPossible } from "./runStates";
import { isUnfinished } from "./unfinishedCheckpoints";

/** How far an ingested run goes: the last step that was seen. */
export async function recordSeenSteps(db: Db, runId: string): Promise<void> {
  await db.$executeRaw`
    update "Run" set "startedAt" = coalesce("startedAt", now()),
      "totalSteps" = (select coalesce(max(step), 0) from "Checkpoint" where "runId" = ${runId})
    where id = ${runId}`;
}

/** How far measuring it is: the last step of which a cell is done. */
export async function recordMeasuredStep(db: Db, runId: string, backend: string): Promise<void> {
  await db.$executeRaw`
    update "Run" set backend = ${backend}, step = (
      select coalesce(max(c.step), 0) from "Checkpoint" c join "Measurement" m on m."checkpointId" = c.id
      where c."runId" = ${runId} and m.state = 'done')
    where id = ${runId}`;
}

/** Ends a run that is not followed, once every checkpoint is measured or cannot be. */
export async function finishIngest(db: Db, runId: string): Promise<void> {
  const run = await getRun(db, runId);
  if (run.kind !== "ingest" || run.config.follow || run.state !== "running") return;
  const [row] = await db.$queryRaw<{ checkpoints: number; open: number }[]>`
    select count(*)::int as checkpoints,
      count(*) filter (where ${isUnfinished})::int as open
    from "Checkpoint" c where c."runId" = ${runId}`;
  if (row!.open > 0) return;
  await setRunStateIfPossible(
    db,
    row!.checkpoints > 0
      ? { runId, state: "finished" }
      : {
          runId,
          state: "failed",
          code: "not_found",
          reason: `There is no checkpoint at ${run.config.source}.`,
        },
  );
}
