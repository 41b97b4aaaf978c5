import { expect, test } from "vitest";
import { parseRunConfig } from "~/core/runConfig";
import { saveCheckpointRow } from "~/db/checkpoints";
import { claimJob, completeJob, failJob, releaseJob } from "~/db/claimedJobs";
import type { Database } from "~/db/client";
import { claimCell } from "~/db/ledger";
import { enqueue, msUntilDue, queueSizes } from "~/db/queue";
import { createRun, getRun } from "~/db/runs";
import { setRunState } from "~/db/runStates";
import { listWorkers, registerWorker, stopWorker } from "~/db/workerRows";
import { testDb } from "~tests/helpers/testDb";

const newRun = async (db: Database) =>
  (await createRun(db, { kind: "training", config: parseRunConfig({}), codeVersion: "test" })).id;

async function newWorker(db: Database, id: string): Promise<string> {
  await registerWorker(db, { id, host: "here", pid: 1, backend: "native", codeVersion: "test" });
  return id;
}

function newCheckpoint(db: Database, runId: string, step = 0): Promise<number> {
  const files = { uri: "-", sha256: "-", bytes: 1, format: "safetensors" as const, architecture: {} };
  return saveCheckpointRow(db, { runId, step, tokens: 0, ...files });
}

test("measuring goes before training, and the worker's row says what it does", async () => {
  await using test = await testDb();
  const { db } = test;
  const [runId, worker] = [await newRun(db), await newWorker(db, "a")];
  const checkpointId = await newCheckpoint(db, runId);
  await enqueue(db, "train", { runId });
  await enqueue(db, "measure", { checkpointId });

  const job = await claimJob(db, worker);
  expect(job).toMatchObject({ kind: "measure", payload: { checkpointId }, runId });
  expect(await listWorkers(db)).toMatchObject([{ id: "a", jobKind: "measure", runId, alive: true }]);
  await completeJob(db, worker, job!);
  expect(await listWorkers(db)).toMatchObject([{ id: "a", jobKind: null, runId: null }]);
  expect(await claimJob(db, worker)).toMatchObject({ kind: "train", payload: { runId } });
  expect(await claimJob(db, worker)).toBeNull();
});

test("the same job waits once, and is never in two hands", async () => {
  await using test = await testDb();
  const { db } = test;
  const runId = await newRun(db);
  const [a, b] = [await newWorker(db, "a"), await newWorker(db, "b")];
  expect(await enqueue(db, "train", { runId })).toBe(true);
  expect(await enqueue(db, "train", { runId })).toBe(false);
  const job = await claimJob(db, a);
  expect(await enqueue(db, "train", { runId })).toBe(true);
  expect(await claimJob(db, b)).toBeNull();
  await completeJob(db, a, job!);
  expect(await claimJob(db, b)).toMatchObject({ kind: "train", runId });
});

test("what is put off says how long it still is, the first of it", async () => {
  await using test = await testDb();
  const { db } = test;
  expect(await msUntilDue(db)).toBeNull();
  const [soon, late, now] = [await newRun(db), await newRun(db), await newRun(db)];
  await enqueue(db, "scan", { runId: now });
  expect(await msUntilDue(db)).toBeNull();
  await enqueue(db, "scan", { runId: late }, { startAfterSeconds: 900 });
  await enqueue(db, "scan", { runId: soon }, { startAfterSeconds: 300 });
  const ms = (await msUntilDue(db))!;
  expect(ms).toBeGreaterThan(0);
  expect(ms).toBeLessThanOrEqual(300_000);
  const job = await claimJob(db, await newWorker(db, "a"));
  expect(job).toMatchObject({ kind: "scan", runId: now });
});

test("of many workers that ask at once each job goes to one", async () => {
  await using test = await testDb();
  const { db } = test;
  for (let i = 0; i < 4; i++) await enqueue(db, "train", { runId: await newRun(db) });
  const workers = await Promise.all(Array.from({ length: 8 }, (_, i) => newWorker(db, `w${i}`)));
  const jobs = (await Promise.all(workers.map((id) => claimJob(db, id)))).filter((job) => job !== null);
  expect(new Set(jobs.map(({ id }) => id)).size).toBe(jobs.length);
  expect((await queueSizes(db)).train.active).toBe(jobs.length);
});

test("a job queued in a transaction that fails was never queued", async () => {
  await using test = await testDb();
  const { db } = test;
  const runId = await newRun(db);
  const failing = db.$transaction(async (tx) => {
    await enqueue(tx, "train", { runId });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect((await queueSizes(db)).train.waiting).toBe(0);
});

test("a job put off is not given out before its time", async () => {
  await using test = await testDb();
  const { db } = test;
  await enqueue(db, "train", { runId: await newRun(db) }, { startAfterSeconds: 60 });
  expect(await claimJob(db, await newWorker(db, "a"))).toBeNull();
});

test("a job that keeps failing is tried again at once, five times, and then its run has failed with the reason", async () => {
  await using test = await testDb();
  const { db } = test;
  const [runId, worker] = [await newRun(db), await newWorker(db, "a")];
  await setRunState(db, { runId, state: "running" });
  await enqueue(db, "train", { runId });
  for (let attempt = 0; attempt < 6; attempt++) {
    expect((await getRun(db, runId)).state).toBe("running");
    await failJob(db, worker, { job: (await claimJob(db, worker))!, message: "it broke" });
  }
  expect(await claimJob(db, worker)).toBeNull();
  expect(await getRun(db, runId)).toMatchObject({
    state: "failed",
    stateReason: "it broke",
    stateCode: null,
  });
  expect((await queueSizes(db)).train).toEqual({ waiting: 0, active: 0, failed: 1 });
});

test("a job whose repetition would not help fails its run at once, with the code", async () => {
  await using test = await testDb();
  const { db } = test;
  const [runId, worker] = [await newRun(db), await newWorker(db, "a")];
  await enqueue(db, "train", { runId });
  const job = (await claimJob(db, worker))!;
  await failJob(db, worker, { job, message: "loss is NaN at step 7", code: "loss_not_finite", final: true });
  expect(await getRun(db, runId)).toMatchObject({ state: "failed", stateCode: "loss_not_finite" });
});

test("a measurement that is given up marks its cells and leaves the run alone", async () => {
  await using test = await testDb();
  const { db } = test;
  const [runId, worker] = [await newRun(db), await newWorker(db, "a")];
  await setRunState(db, { runId, state: "running" });
  const checkpointId = await newCheckpoint(db, runId);
  await enqueue(db, "measure", { checkpointId });
  const job = (await claimJob(db, worker))!;
  const cell = (await claimCell(db, { checkpointId, cell: "influence", configHash: "h", workerId: worker }))!;
  await failJob(db, worker, { job, message: "unreadable", final: true });
  expect(await db.measurement.findUnique({ where: { id: cell } })).toMatchObject({
    state: "failed",
    reason: "unreadable",
  });
  expect((await getRun(db, runId)).state).toBe("running");
});

test("a worker that stops gives its job back without using up an attempt", async () => {
  await using test = await testDb();
  const { db } = test;
  const [runId, worker] = [await newRun(db), await newWorker(db, "a")];
  await enqueue(db, "train", { runId });
  for (let i = 0; i < 10; i++) await releaseJob(db, worker, (await claimJob(db, worker))!);
  expect((await queueSizes(db)).train).toEqual({ waiting: 1, active: 0, failed: 0 });
});

test("a worker that was declared dead gets no job and cannot end the one it had", async () => {
  await using test = await testDb();
  const { db } = test;
  const [runId, worker] = [await newRun(db), await newWorker(db, "a")];
  await enqueue(db, "train", { runId });
  const job = (await claimJob(db, worker))!;
  await stopWorker(db, worker);
  await expect(completeJob(db, worker, job)).rejects.toMatchObject({ code: "conflict" });
  await enqueue(db, "measure", { checkpointId: await newCheckpoint(db, runId) });
  await expect(claimJob(db, worker)).rejects.toMatchObject({ code: "conflict" });
  expect((await queueSizes(db)).measure.waiting).toBe(1);
});
