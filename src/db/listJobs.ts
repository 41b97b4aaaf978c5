import type { JobKind } from "~/core/jobs";
import type { Db } from "./client";

export interface QueuedJob {
  id: string;
  kind: JobKind;
  state: "waiting" | "active" | "done" | "failed";
  /** What it is about, where it is about a run. */
  runId: string | null;
  runName: string | null;
  step: number | null;
  /** Of the job "layer". */
  layer: number | null;
  /** Times it was tried again, and may be. */
  retries: number;
  retryLimit: number;
  /** Why it failed last. */
  message: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** How many jobs the line stands for. */
  times: number;
  /** How many jobs are in its state, listed or not. */
  inState: number;
}

/** Of those that wait, the first to be taken. */
const waitingListed = 20;

/**
 * Jobs that are worked on or wait, those that were given up, and the last few that are done. An ingested run is looked
 * after by a scan for every checkpoint: of those that are done the last stands for all.
 */
export function listJobs(db: Db, { done }: { done: number }): Promise<QueuedJob[]> {
  return db.$queryRaw<QueuedJob[]>`
    with job as (
      select *, row_number() over alike as place, count(*) over (partition by state = 'completed', name = 'scan') as alike,
        row_number() over (partition by state order by created_on, id) as turn,
        count(*) over (partition by replace(state::text, 'retry', 'created')) as together
      from pgboss.job where state <> 'cancelled'
      window alike as (partition by state = 'completed', name = 'scan' order by completed_on desc nulls last))
    select j.id::text, j.name as kind,
      case j.state::text when 'created' then 'waiting' when 'retry' then 'waiting'
        when 'completed' then 'done' else j.state::text end as state,
      r.id as "runId", r.name as "runName", c.step, (j.data->>'layer')::int as layer,
      j.retry_count as retries, j.retry_limit as "retryLimit", j.output->>'message' as message,
      j.created_on as "createdAt", j.started_on as "startedAt", j.completed_on as "endedAt",
      case when j.state = 'completed' and j.name = 'scan' then j.alike::int else 1 end as times,
      j.together::int as "inState"
    from job j
      left join "Checkpoint" c on c.id = (j.data->>'checkpointId')::int
      left join "Run" r on r.id = coalesce(j.data->>'runId', c."runId")
    where case j.state::text when 'completed' then j.place <= case j.name when 'scan' then 1 else ${done}::int end
      when 'created' then j.turn <= ${waitingListed}::int else true end
    order by array_position(array['active', 'created', 'retry', 'failed', 'completed'], j.state::text),
      case j.state::text when 'created' then j.turn end, coalesce(j.completed_on, j.created_on) desc
    limit 200`;
}
