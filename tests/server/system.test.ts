import { expect, test } from "vitest";
import { type ClaimedJob, claimJob, completeJob, failJob } from "~/db/claimedJobs";
import { enqueue } from "~/db/queue";
import { appendSelfTest } from "~/db/selfTests";
import { registerWorker } from "~/db/workerRows";
import { createCaller } from "~/server/root";
import { readDisk } from "~/server/system/readDisk";
import { liveContext } from "~tests/helpers/liveContext";
import { seedRun } from "~tests/helpers/seedRun";

const worker = { id: "w1", host: "here", pid: 7, backend: "native", codeVersion: "1" };

test("a self-test is refused without a worker, and with one it is queued once", async () => {
  await using context = await liveContext();
  const caller = createCaller(context);
  await expect(caller.system.runSelfTest()).rejects.toThrow("npm run plateau -- worker");

  await registerWorker(context.db, worker);
  expect(await caller.system.runSelfTest()).toEqual({ queued: true });
  expect(await caller.system.runSelfTest()).toEqual({ queued: false });
  const job = (await claimJob(context.db, worker.id))!;
  expect(job).toMatchObject({ kind: "selftest", payload: {} });
  expect(await caller.system.jobs()).toMatchObject([{ kind: "selftest", state: "active", runId: null }]);
  await completeJob(context.db, worker.id, job);
  expect(await caller.system.jobs()).toMatchObject([{ state: "done" }]);
});

test("scans that are done are one line with their number; one that was given up stays a line of its own", async () => {
  await using context = await liveContext();
  const { db } = context;
  const runId = await seedRun(db, { measured: [0] });
  await registerWorker(db, worker);
  const work = async (kind: "scan" | "selftest", end: (job: ClaimedJob) => Promise<void>) => {
    await enqueue(db, kind, kind === "scan" ? { runId } : {});
    await end((await claimJob(db, worker.id))!);
  };
  const done = (job: ClaimedJob) => completeJob(db, worker.id, job);
  for (let k = 0; k < 30; k++) await work("scan", done);
  await work("selftest", done);
  await work("scan", (job) => failJob(db, worker.id, { job, message: "the folder is gone", final: true }));
  expect(await createCaller(context).system.jobs()).toMatchObject([
    { kind: "scan", state: "failed", message: "the folder is gone", times: 1 },
    { kind: "selftest", state: "done", times: 1 },
    { kind: "scan", state: "done", runId, times: 30 },
  ]);
});

test("of many that wait the next are listed, in their order, and all are counted", async () => {
  await using context = await liveContext();
  const { db } = context;
  for (let checkpointId = 1; checkpointId <= 30; checkpointId++)
    await enqueue(db, "measure", { checkpointId });
  await registerWorker(db, worker);
  await claimJob(db, worker.id);
  const jobs = await createCaller(context).system.jobs();
  expect(jobs.map(({ state }) => state)).toEqual(["active", ...Array.from({ length: 20 }, () => "waiting")]);
  expect(jobs.map(({ inState }) => inState)).toEqual([1, ...Array.from({ length: 20 }, () => 29)]);
  const times = jobs.slice(1).map(({ createdAt }) => createdAt.getTime());
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test("what a worker found is kept, the newest first", async () => {
  await using context = await liveContext();
  const check = { group: "g", name: "n", value: null, expected: 1, tolerance: 0.1, holds: false };
  for (const codeVersion of ["1", "2"]) {
    await appendSelfTest(context.db, {
      workerId: "w1",
      backend: "native",
      codeVersion,
      durationMs: 5,
      checks: [check],
    });
  }
  const results = await createCaller(context).system.selfTests();
  expect(results.map(({ codeVersion }) => codeVersion)).toEqual(["2", "1"]);
  expect(results[0]!.checks).toEqual([check]);
});

test("missing measurements are queued, shown with run and step, and one that was given up can be retried", async () => {
  await using context = await liveContext();
  const caller = createCaller(context);
  const runId = await seedRun(context.db, { measured: [0], skipped: [1] });
  await registerWorker(context.db, worker);
  expect(await caller.measurements.fill({ runId, step: 1, cell: "influence" })).toEqual({ queued: true });
  await expect(caller.measurements.fill({ runId, step: 9, cell: "influence" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });

  const job = (await claimJob(context.db, worker.id))!;
  await failJob(context.db, worker.id, { job, message: "the file is gone", final: true });
  const [failed] = await caller.system.jobs();
  expect(failed).toMatchObject({
    state: "failed",
    kind: "measure",
    runId,
    step: 1,
    message: "the file is gone",
  });
  await caller.system.retry({ id: failed!.id });
  expect(await caller.system.jobs()).toMatchObject([{ state: "waiting" }]);
  await expect(caller.system.retry({ id: failed!.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("storage names what fills it", async () => {
  await using context = await liveContext();
  await seedRun(context.db, { measured: [0, 1] });
  const { database, tables, checkpoints } = await createCaller(context).system.storage();
  expect(database).toBeGreaterThan(1e6);
  expect(tables.map(({ bytes }) => bytes)).toEqual(
    tables.map(({ bytes }) => bytes).toSorted((a, b) => b - a),
  );
  expect(checkpoints).toMatchObject([{ count: 2, bytes: 2 }]);
});

test("a folder that is not there has no disk", async () => {
  expect(await readDisk("/nowhere/at/all")).toBeNull();
  expect((await readDisk("."))!.total).toBeGreaterThan(0);
});
