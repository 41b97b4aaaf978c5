import type { ErrorCode } from "~/core/errors";
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

/** Ends a run that is not followed, once every checkpoint is measured or cannot be. Where none was, it failed. */
export async function finishIngest(db: Db, runId: string): Promise<void> {
  const run = await getRun(db, runId);
  if (run.kind !== "ingest" || run.config.follow || run.state !== "running") return;
  const [row] = await db.$queryRaw<
    { checkpoints: number; open: number; measured: number; reason: string | null }[]
  >`
    select count(*)::int as checkpoints,
      count(*) filter (where ${isUnfinished})::int as open,
      count(*) filter (where exists (
        select from "Measurement" m where m."checkpointId" = c.id and m.state = 'done'))::int as measured,
      (select max(m.reason) from "Measurement" m join "Checkpoint" of on of.id = m."checkpointId"
        where of."runId" = ${runId}) as reason
    from "Checkpoint" c where c."runId" = ${runId}`;
  const { checkpoints, open, measured, reason } = row!;
  if (open > 0) return;
  const failed = (code: ErrorCode, why: string) => ({ runId, state: "failed", code, reason: why }) as const;
  await setRunStateIfPossible(
    db,
    checkpoints === 0
      ? failed("not_found", `There is no checkpoint at ${run.config.source}.`)
      : measured === 0
        ? failed("not_measurable", reason ?? "Nothing could be measured.")
        : { runId, state: "finished" },
  );
}
