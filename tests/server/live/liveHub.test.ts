import { expect, test } from "vitest";
import type { RunEvent } from "~/core/events";
import type { Database } from "~/db/client";
import { type StoredEvent, appendEvents, latestCursor, notifyEvents } from "~/db/events";
import { LiveHub } from "~/server/live/liveHub";
import { type TestDb, testDb } from "~tests/helpers/testDb";

const measuring = (step: number): RunEvent => ({ type: "measuring", step, checkpointId: 0 });
const stepOf = ({ event }: StoredEvent) => (event.type === "measuring" ? event.step : -1);
const upTo = (count: number) => Array.from({ length: count }, (_, step) => step);

async function write(db: Database, runId: string, steps: number[]): Promise<void> {
  await appendEvents(db, runId, steps.map(measuring));
  await notifyEvents(db, runId);
}

interface Hub extends AsyncDisposable {
  hub: LiveHub;
  database: TestDb;
}

async function openHub(): Promise<Hub> {
  const database = await testDb();
  const end = new AbortController();
  return {
    hub: new LiveHub(database.db, database.url, end.signal),
    database,
    async [Symbol.asyncDispose]() {
      end.abort();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Reads until `count` events came, then stops as a browser does. */
async function readSome(hub: LiveHub, cursor: string | null, count: number): Promise<StoredEvent[]> {
  const abort = new AbortController();
  const seen: StoredEvent[] = [];
  for await (const event of hub.follow("run", cursor, abort.signal)) {
    seen.push(event);
    if (seen.length === count) break;
  }
  return seen;
}

test("a reader gets what happened before and what happens after, each once, in order", async () => {
  await using test = await openHub();
  const { hub, database } = test;
  await write(database.db, "run", upTo(5));
  const reading = readSome(hub, "0.0", 40);
  for (const step of upTo(40).slice(5)) await write(database.db, "run", [step]);
  expect((await reading).map(stepOf)).toEqual(upTo(40));
});

test("a reader that was cut off goes on behind the last event it saw, without gap or duplicate", async () => {
  await using test = await openHub();
  const { hub, database } = test;
  const writing = (async () => {
    for (const step of upTo(120)) await write(database.db, "run", [step]);
  })();
  const seen: StoredEvent[] = [];
  for (const part of [17, 1, 50, 52]) seen.push(...(await readSome(hub, seen.at(-1)?.cursor ?? "0.0", part)));
  await writing;
  expect(seen.map(stepOf)).toEqual(upTo(120));
});

test("writers that commit out of order lose and repeat nothing", async () => {
  await using test = await openHub();
  const { hub, database } = test;
  const reading = readSome(hub, "0.0", 8 * 25);
  await Promise.all(
    upTo(8).map(async (writer) => {
      for (const k of upTo(25)) {
        await database.db.$transaction(async (tx) => {
          await appendEvents(tx, "run", [measuring(writer * 25 + k)]);
          if (k % 5 === 0) await tx.$executeRaw`select pg_sleep(0.01)`;
        });
        await notifyEvents(database.db, "run");
      }
    }),
  );
  const seen = (await reading).map(stepOf);
  expect(seen.toSorted((a, b) => a - b)).toEqual(upTo(200));
});

test("without a cursor only what happens from now on is told, and other runs are not heard", async () => {
  await using test = await openHub();
  const { hub, database } = test;
  await write(database.db, "run", [1, 2]);
  // Another test's open transaction can hide them for a moment; then they still lie ahead.
  await expect.poll(() => latestCursor(database.db, "run")).not.toBe("0.0");
  const reading = readSome(hub, null, 1);
  await expect.poll(() => hub.readers).toBe(1);
  // The reader may still be asking where the present begins.
  const late = (async () => {
    for (let step = 3; hub.readers > 0; step++) {
      await write(database.db, "other", [0]);
      await write(database.db, "run", [step]);
    }
  })();
  expect(stepOf((await reading)[0]!)).toBeGreaterThanOrEqual(3);
  await late;
});

test("readers that leave take everything with them", async () => {
  await using test = await openHub();
  const { hub, database } = test;
  const abort = new AbortController();
  const readers = upTo(10).map(async () => {
    const seen = [];
    for await (const event of hub.follow("run", "0.0", abort.signal)) seen.push(stepOf(event));
    return seen;
  });
  await write(database.db, "run", [1]);
  await expect.poll(() => hub.readers).toBe(10);
  await expect.poll(async () => (await readSome(hub, "0.0", 1)).length).toBe(1);
  abort.abort();
  const seen = await Promise.all(readers);
  expect(seen.every((steps) => steps.length <= 1)).toBe(true);
  expect(hub.readers).toBe(0);
});

test("a change in any run is told to who watches them all", async () => {
  await using test = await openHub();
  const { hub, database } = test;
  const abort = new AbortController();
  const changed = new Set<string>();
  const watching = (async () => {
    for await (const runId of hub.changes(abort.signal)) {
      changed.add(runId);
      if (changed.size === 2) abort.abort();
    }
  })();
  await expect.poll(() => hub.readers).toBe(1);
  await write(database.db, "a", [1]);
  await write(database.db, "b", [1]);
  await watching;
  expect([...changed].sort()).toEqual(["a", "b"]);
});
