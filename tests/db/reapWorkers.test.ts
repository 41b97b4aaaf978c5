import { expect, test } from "vitest";
import { parseRunConfig } from "~/core/runConfig";
import { saveCheckpointRow } from "~/db/checkpoints";
import { claimJob } from "~/db/claimedJobs";
import type { Database } from "~/db/client";
import { claimCell } from "~/db/ledger";
import { enqueue } from "~/db/queue";
import { reapWorkers } from "~/db/reapWorkers";
import { createRun, getRun } from "~/db/runs";
import { setRunState } from "~/db/runStates";
import { beat, listWorkers, registerWorker } from "~/db/workerRows";
import { testDb } from "~tests/helpers/testDb";

const everybodyRuns = { host: "elsewhere", isRunning: () => true };

/** A worker in the middle of training a run, whose last heartbeat was some seconds ago. */
async function trainingWorker(db: Database, id: string, silentSeconds: number) {
  const { id: runId } = await createRun(db, {
    kind: "training",
    config: parseRunConfig({}),
    codeVersion: "test",
  });
  await registerWorker(db, { id, host: "here", pid: 77, backend: "native", codeVersion: "test" });
  await enqueue(db, "train", { runId });
  await claimJob(db, id);
  await setRunState(db, { runId, state: "running" });
  await db.$executeRaw`
    update "Worker" set "heartbeatAt" = now() - ${silentSeconds} * interval '1 second' where id = ${id}`;
  return runId;
}

test("the job of a silent worker is queued at once and its run is crashed until another takes it up", async () => {
  await using test = await testDb();
  const { db } = test;
  const runId = await trainingWorker(db, "a", 11);
  expect(await reapWorkers(db, everybodyRuns)).toEqual(["a"]);

  const run = await getRun(db, runId);
  expect(run.state).toBe("crashed");
  expect(run.stateReason).toContain("a");
  expect(await listWorkers(db)).toEqual([]);
  expect(await beat(db, "a")).toBe(false);
  await registerWorker(db, { id: "b", host: "here", pid: 78, backend: "native", codeVersion: "test" });
  expect(await claimJob(db, "b")).toMatchObject({ kind: "train", runId });
  expect(await setRunState(db, { runId, state: "running" })).toBe(true);
});

test("a worker that beats is left alone", async () => {
  await using test = await testDb();
  const { db } = test;
  const runId = await trainingWorker(db, "a", 9);
  expect(await reapWorkers(db, everybodyRuns)).toEqual([]);
  expect((await getRun(db, runId)).state).toBe("running");
  expect(await beat(db, "a")).toBe(true);
});

test("the death of a process of this machine is known before its silence is long", async () => {
  await using test = await testDb();
  const { db } = test;
  await trainingWorker(db, "a", 3);
  expect(await reapWorkers(db, { host: "elsewhere", isRunning: () => false })).toEqual([]);
  expect(await reapWorkers(db, { host: "here", isRunning: (pid) => pid !== 77 })).toEqual(["a"]);
});

test("the cells of a dead worker can be claimed again", async () => {
  await using test = await testDb();
  const { db } = test;
  const runId = await trainingWorker(db, "a", 60);
  const files = { uri: "-", sha256: "-", bytes: 1, format: "safetensors" as const, architecture: {} };
  const checkpointId = await saveCheckpointRow(db, { runId, step: 0, tokens: 0, ...files });
  const key = { checkpointId, cell: "influence", configHash: "h" } as const;
  const cell = await claimCell(db, { ...key, workerId: "a" });
  await reapWorkers(db, everybodyRuns);
  expect(await db.measurement.findUnique({ where: { id: cell! } })).toMatchObject({
    state: "pending",
    workerId: null,
  });
  expect(await claimCell(db, { ...key, workerId: "b" })).toBe(cell);
});

test("a run that was paused meanwhile stays paused", async () => {
  await using test = await testDb();
  const { db } = test;
  const runId = await trainingWorker(db, "a", 60);
  await setRunState(db, { runId, state: "paused" });
  await reapWorkers(db, everybodyRuns);
  expect((await getRun(db, runId)).state).toBe("paused");
});

test("of many who look at once one clears the dead worker away", async () => {
  await using test = await testDb();
  const { db } = test;
  await trainingWorker(db, "a", 60);
  const found = await Promise.all(Array.from({ length: 5 }, () => reapWorkers(db, everybodyRuns)));
  expect(found.flat()).toEqual(["a"]);
});
