import type { Db } from "./client";

/** Progress events that a run keeps, the newest: at five a second the last minutes, for browsers whose stream was cut. */
export const keptProgress = 1_000;

/**
 * Thins the log of a run: of its progress events, whose points are all stored as curves, only the newest stay. The last of
 * those that go becomes "pruned" and keeps its place in the order, so that a reader who comes back from before it is told
 * to ask for the curves. Safe to repeat, and beside readers and other writers.
 *
 * @returns the events that went
 */
export async function pruneProgress(db: Db, runId: string, keep = keptProgress): Promise<number> {
  const [row] = await db.$queryRaw<{ gone: number }[]>`
    with old as (
      select tx, id, event from "Event"
      where "runId" = ${runId} and event->>'type' in ('progress', 'pruned')
      order by tx desc, id desc offset ${keep}),
    last as (select id from old order by tx desc, id desc limit 1),
    marked as (
      update "Event" e set event = jsonb_build_object('type', 'pruned', 'step', e.event->'step')
      from last where e.id = last.id and e.event->>'type' = 'progress'),
    gone as (delete from "Event" e using old where e.id = old.id and e.id not in (select id from last) returning e.id)
    select count(*)::int as gone from gone`;
  return row?.gone ?? 0;
}
