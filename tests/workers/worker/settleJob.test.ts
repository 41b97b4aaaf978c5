import { expect, test } from "vitest";
import { claimJob } from "~/db/claimedJobs";
import type { Database } from "~/db/client";
import { queueSizes } from "~/db/queue";
import { getRun } from "~/db/runs";
import { setRunState } from "~/db/runStates";
import { startRun } from "~/db/startRun";
import { registerWorker } from "~/db/workerRows";
import { testDb } from "~tests/helpers/testDb";
import { tinyConfig } from "~tests/helpers/tinyRun";
import { leaveRun, settleJob } from "~workers/worker/settleJob";

async function training(db: Database) {
  await registerWorker(db, { id: "a", host: "here", pid: 1, backend: "native", codeVersion: "test" });
  const { id: runId } = await startRun(db, { kind: "training", config: tinyConfig(), codeVersion: "test" });
  const job = (await claimJob(db, "a"))!;
  await setRunState(db, { runId, state: "running" });
  return { runId, job };
}

test("a full disk pauses the run with the reason, and the job comes back later without an attempt used up", async () => {
  await using test = await testDb();
  const { db } = test;
  const { runId, job } = await training(db);
  await settleJob(db, "a", job, { kind: "failed", code: "disk_full", message: "No room." });
  expect(await getRun(db, runId)).toMatchObject({
    state: "paused",
    stateCode: "disk_full",
    stateReason: "No room. The run goes on when there is room.",
  });
  expect((await queueSizes(db)).train).toEqual({ waiting: 1, active: 0, failed: 0 });
  expect(await claimJob(db, "a")).toBeNull();

  await db.$executeRaw`update pgboss.job set start_after = now() - interval '1 second' where state = 'created'`;
  expect(await claimJob(db, "a")).toMatchObject({ kind: "train", runId });
  expect(await setRunState(db, { runId, state: "pending" })).toBe(true);
  expect(await getRun(db, runId)).toMatchObject({ stateReason: null, stateCode: null });
});

test("an error that repetition cannot mend fails the run at once", async () => {
  await using test = await testDb();
  const { db } = test;
  const { runId, job } = await training(db);
  await settleJob(db, "a", job, { kind: "failed", code: "invalid_config", message: "too long" });
  expect(await getRun(db, runId)).toMatchObject({
    state: "failed",
    stateCode: "invalid_config",
    stateReason: "too long",
  });
  expect((await queueSizes(db)).train).toEqual({ waiting: 0, active: 0, failed: 1 });
});

test("a fault is tried again", async () => {
  await using test = await testDb();
  const { db } = test;
  const { runId, job } = await training(db);
  await settleJob(db, "a", job, { kind: "failed", code: null, message: "x is undefined" });
  expect((await getRun(db, runId)).state).toBe("running");
  expect(await claimJob(db, "a")).toMatchObject({ kind: "train", runId });
});

test("a job that was stopped is given back, and its run waits for another worker", async () => {
  await using test = await testDb();
  const { db } = test;
  const { runId, job } = await training(db);
  await settleJob(db, "a", job, { kind: "aborted" });
  expect((await queueSizes(db)).train).toMatchObject({ active: 0, waiting: 1 });
  expect((await getRun(db, runId)).state).toBe("running");
  await leaveRun(db, runId);
  expect((await getRun(db, runId)).state).toBe("pending");
});

test("a run that another worker works on is not left waiting", async () => {
  await using test = await testDb();
  const { db } = test;
  const { runId } = await training(db);
  await leaveRun(db, runId);
  expect((await getRun(db, runId)).state).toBe("running");
});
