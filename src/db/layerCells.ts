import { touches } from "~/core/cells";
import type { Db } from "./client";

/** How the influence of one layer's neurons stands at a checkpoint. */
export interface LayerCell {
  layer: number;
  /** "waiting": somebody asked, and no worker has begun. */
  state: "done" | "running" | "waiting" | "failed" | "skipped";
  /** Why it failed or was skipped. */
  reason: string | null;
  durationMs: number | null;
  /** Done, but by an earlier version of how it is computed. */
  isOlder: boolean;
}

/**
 * The layers of a checkpoint that somebody asked for, by what the ledger holds and the queue promises: of several states of
 * one layer the furthest, so that a failure that is tried again counts no more.
 */
export async function listLayerCells(db: Db, checkpointId: number): Promise<LayerCell[]> {
  return db.$queryRaw<LayerCell[]>`
    with known as (
      select layer, state::text, reason, "durationMs", version, coalesce("finishedAt", "startedAt") as at
      from "Measurement" where "checkpointId" = ${checkpointId} and cell = 'layer' and state <> 'pending'
      union all
      select (data->>'layer')::int, case state::text when 'active' then 'running' when 'failed' then 'failed' else 'waiting' end,
        output->>'message', null, 0, coalesce(completed_on, started_on, created_on)
      from pgboss.job
      where name = 'layer' and (data->>'checkpointId')::int = ${checkpointId}
        and state in ('created', 'retry', 'active', 'failed'))
    select distinct on (layer) layer, state, case when state in ('failed', 'skipped') then reason end as reason, "durationMs",
      state = 'done' and version < ${touches.layer.version} as "isOlder"
    from known
    order by layer, array_position(array['done', 'running', 'waiting', 'failed', 'skipped'], state), version desc, at desc`;
}
