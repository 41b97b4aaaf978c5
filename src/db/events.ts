import { channels, RunEvent } from "~/core/events";
import type { Db } from "./client";

export interface StoredEvent {
  /** Where the stream goes on after this event. */
  cursor: string;
  at: Date;
  event: RunEvent;
}

/** Call it inside the transaction that writes what the events announce, and `notifyEvents` after its commit. */
export async function appendEvents(db: Db, runId: string, events: RunEvent[]): Promise<void> {
  if (events.length === 0) return;
  const json = events.map((event) => JSON.stringify(event));
  await db.$executeRaw`
    insert into "Event" ("runId", event)
    select ${runId}, event::jsonb from unnest(${json}::text[]) with ordinality as e(event, position) order by position`;
}

/** Wakes whoever follows the run. Outside the data's transaction, because inside it would serialise all commits. */
export async function notifyEvents(db: Db, runId: string): Promise<void> {
  await db.$executeRaw`select pg_notify(${channels.events}, ${runId})`;
}

/**
 * What happened in a run after `cursor` (null: from the beginning), oldest first.
 *
 * Ids are given out before commits, so a later event can become visible first. Reading in the order of
 * (transaction, id) and only below the oldest transaction still open never skips one; an event may therefore
 * appear a moment after its notification.
 */
export async function listEventsAfter(
  db: Db,
  { runId, cursor, limit = 500 }: { runId: string; cursor: string | null; limit?: number },
): Promise<StoredEvent[]> {
  const [tx, id] = parseCursor(cursor);
  const rows = await db.$queryRaw<{ cursor: string; at: Date; event: unknown }[]>`
    select tx::text || '.' || id as cursor, at, event
    from "Event"
    where "runId" = ${runId}
      and (tx, id) > (${tx}::text::xid8, ${id}::text::bigint)
      and tx < pg_snapshot_xmin(pg_current_snapshot())
    order by tx, id
    limit ${limit}`;
  return rows.map(({ cursor, at, event }) => ({ cursor, at, event: RunEvent.parse(event) }));
}

/** Where a stream begins that wants only what happens from now on. */
export async function latestCursor(db: Db, runId: string): Promise<string> {
  const [row] = await db.$queryRaw<{ cursor: string }[]>`
    select tx::text || '.' || id as cursor
    from "Event"
    where "runId" = ${runId} and tx < pg_snapshot_xmin(pg_current_snapshot())
    order by tx desc, id desc
    limit 1`;
  return row?.cursor ?? "0.0";
}

/** A cursor comes back from browsers; one that is none starts from the beginning, which loses nothing. */
function parseCursor(cursor: string | null): [tx: string, id: string] {
  const [, tx = "0", id = "0"] = /^(\d{1,18})\.(\d{1,18})$/.exec(cursor ?? "") ?? [];
  return [tx, id];
}
