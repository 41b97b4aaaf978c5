import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { RunEvent } from "~/core/events";
import type { Database } from "~/db/client";
import { appendEvents, latestCursor, listEventsAfter, type StoredEvent } from "~/db/events";
import { testDb } from "~tests/helpers/testDb";

const measuring = (step: number, checkpointId = 0): RunEvent => ({ type: "measuring", step, checkpointId });

/** Polls, because a transaction in any database of the server, of another test say, holds back the newest events. */
const eventually = (db: Database, runId: string, from: string | null = null) =>
  expect.poll(() => readAll(db, runId, from), { timeout: 10_000 });

async function readAll(db: Database, runId: string, from: string | null = null) {
  const events: RunEvent[] = [];
  for (let cursor = from; ;) {
    const page = await listEventsAfter(db, { runId, cursor, limit: 7 });
    if (page.length === 0) return events;
    events.push(...page.map(({ event }) => event));
    cursor = page.at(-1)!.cursor;
  }
}

test("events come back in the order in which they were appended, page by page", async () => {
  await using test = await testDb();
  const events = Array.from({ length: 20 }, (_, step) => measuring(step));
  await appendEvents(test.db, "a", events.slice(0, 12));
  await appendEvents(test.db, "b", [measuring(99)]);
  await appendEvents(test.db, "a", events.slice(12));

  await eventually(test.db, "a").toEqual(events);
});

test("a reader that starts at the latest cursor sees only what comes after", async () => {
  await using test = await testDb();
  expect(await latestCursor(test.db, "a")).toBe("0.0");
  await appendEvents(test.db, "a", [measuring(1)]);
  await eventually(test.db, "a").toEqual([measuring(1)]);
  const cursor = await latestCursor(test.db, "a");
  await appendEvents(test.db, "a", [measuring(2)]);

  await eventually(test.db, "a", cursor).toEqual([measuring(2)]);
});

test.each(["", "nonsense", "1.", "99999999999999999999.1", "1.2;drop table"])(
  "the cursor %j is none, so the reader starts from the beginning",
  async (cursor) => {
    await using test = await testDb();
    await appendEvents(test.db, "a", [measuring(1)]);
    await eventually(test.db, "a", cursor).toEqual([measuring(1)]);
  },
);

test("an event waits until every transaction that began before it has ended, and is not skipped then", async () => {
  await using test = await testDb();
  const { db } = test;
  const gate = new EventEmitter();
  const inserted = once(gate, "inserted");
  const early = db.$transaction(async (tx) => {
    await appendEvents(tx, "a", [measuring(1)]);
    const released = once(gate, "release");
    gate.emit("inserted");
    await released;
  });
  await inserted;
  await appendEvents(db, "a", [measuring(2)]);
  expect(await readAll(db, "a")).toEqual([]);

  gate.emit("release");
  await early;
  await eventually(db, "a").toEqual([measuring(1), measuring(2)]);
});

test("a reader by cursor loses no event of eight concurrent writers and sees none twice", async () => {
  await using test = await testDb();
  const { db } = test;
  const [writers, each] = [8, 60];
  const written = Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let i = 0; i < each; i++) {
        await db.$transaction(async (tx) => {
          await appendEvents(tx, "a", [measuring(i, writer)]);
          // Ids are taken in one order and committed in another.
          await sleep((writer * 7 + i * 3) % 5);
        });
      }
    }),
  );

  const seen: RunEvent[] = [];
  for (let cursor: string | null = null; seen.length < writers * each;) {
    const page: StoredEvent[] = await listEventsAfter(db, { runId: "a", cursor, limit: 50 });
    seen.push(...page.map(({ event }) => event));
    cursor = page.at(-1)?.cursor ?? cursor;
  }
  await written;

  const keys = seen.map((event) => (event.type === "measuring" ? `${event.checkpointId}:${event.step}` : ""));
  expect(new Set(keys).size).toBe(writers * each);
  for (let writer = 0; writer < writers; writer++) {
    const steps = seen.flatMap((e) => (e.type === "measuring" && e.checkpointId === writer ? [e.step] : []));
    expect(steps).toEqual(Array.from({ length: each }, (_, i) => i));
  }
});
