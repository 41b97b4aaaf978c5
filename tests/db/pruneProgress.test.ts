import { expect, test } from "vitest";
import type { ProgressEvent, RunEvent } from "~/core/events";
import type { Database } from "~/db/client";
import { appendEvents, listEventsAfter } from "~/db/events";
import { pruneProgress } from "~/db/pruneProgress";
import { testDb } from "~tests/helpers/testDb";

const progress = (step: number): ProgressEvent => ({
  ...{ type: "progress", step, tokensPerSecond: null, etaSeconds: null },
  ...{ steps: [step], series: { "training.loss": [8] } },
});
const checkpoint = (step: number): RunEvent => ({ type: "checkpoint", step, checkpointId: 1 });

/** Polls, because a transaction anywhere on the server hides the newest events. */
async function stored(db: Database, runId: string, count: number, cursor: string | null = null) {
  const read = () => listEventsAfter(db, { runId, cursor });
  await expect.poll(async () => (await read()).length, { timeout: 10_000 }).toBe(count);
  return read();
}

test("old progress goes, what else happened stays, and a mark stands where it was", async () => {
  await using test = await testDb();
  const { db } = test;
  await appendEvents(db, "a", [
    progress(1),
    progress(2),
    checkpoint(2),
    progress(3),
    progress(4),
    progress(5),
  ]);
  await appendEvents(db, "b", [progress(1), progress(2), progress(3)]);
  expect(await pruneProgress(db, "a", 2)).toBe(2);
  expect((await stored(db, "a", 4)).map(({ event }) => event)).toEqual([
    checkpoint(2),
    { type: "pruned", step: 3 },
    progress(4),
    progress(5),
  ]);
  expect(await stored(db, "b", 3)).toHaveLength(3);
  expect(await pruneProgress(db, "a", 2)).toBe(0);
});

test("pruned again, one mark is left, the newest", async () => {
  await using test = await testDb();
  const { db } = test;
  for (let step = 1; step <= 9; step++) {
    await appendEvents(db, "a", [progress(step)]);
    await pruneProgress(db, "a", 3);
  }
  expect((await stored(db, "a", 4)).map(({ event }) => event)).toEqual([
    { type: "pruned", step: 6 },
    progress(7),
    progress(8),
    progress(9),
  ]);
});

test("a stream cut before the pruning goes on behind its cursor and is told to ask for the curves", async () => {
  await using test = await testDb();
  const { db } = test;
  await appendEvents(db, "a", [progress(1), progress(2), progress(3), progress(4)]);
  const [, second] = await stored(db, "a", 4);
  await pruneProgress(db, "a", 1);
  await appendEvents(db, "a", [progress(5)]);
  expect((await stored(db, "a", 3, second!.cursor)).map(({ event }) => event)).toEqual([
    { type: "pruned", step: 3 },
    progress(4),
    progress(5),
  ]);
});

test("a stream cut within what is kept misses and repeats nothing", async () => {
  await using test = await testDb();
  const { db } = test;
  await appendEvents(db, "a", [progress(1), progress(2), progress(3), progress(4)]);
  const [, , third] = await stored(db, "a", 4);
  await pruneProgress(db, "a", 2);
  expect((await stored(db, "a", 1, third!.cursor)).map(({ event }) => event)).toEqual([progress(4)]);
});
