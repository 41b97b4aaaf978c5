import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { scheduledCells } from "~/core/cells";
import type { RunConfig, RunConfigInput } from "~/core/runConfig";
import type { RunState } from "~/core/runState";
import { listCheckpoints } from "~/db/checkpoints";
import type { Database } from "~/db/client";
import { listEventsAfter } from "~/db/events";
import { readSeries } from "~/db/points";
import { jobKinds, queueSizes } from "~/db/queue";
import { killRun, pauseRun, resumeRun } from "~/db/runControl";
import { getRun } from "~/db/runs";
import { listRunStates } from "~/db/runStates";
import { startRun } from "~/db/startRun";
import { listWorkers } from "~/db/workerRows";
import { childEnv } from "~/env";
import { testDb } from "~tests/helpers/testDb";
import { tinyConfig } from "~tests/helpers/tinyRun";
import { createLog } from "~workers/log";
import { runWorker } from "~workers/worker/runWorker";

let dataDirectory: string;
beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "plateau-worker-"));
});
afterAll(() => rm(dataDirectory, { recursive: true }));

// Real training and measuring, on machines that do other things as well.
vi.setConfig({ testTimeout: 240_000 });
const untilIt = { timeout: 120_000, interval: 50 };

/** On the beginning of the real text, and quick to measure. */
const measuredConfig = (training: RunConfigInput["training"]) =>
  tinyConfig({
    training: { warmupSteps: 2, ...training },
    corpus: { maxTokens: 60_000 },
    measure: { positions: 256, nullGroups: 19, share: 1 },
  });

/** Works until `until` says so, and ends cleanly. */
async function workUntil(url: string, until: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const options = {
    databaseUrl: url,
    dataDirectory,
    backend: null,
    threads: 1,
    codeVersion: "test",
    logLevel: "error" as const,
  };
  const working = runWorker({ ...options, log: createLog("worker", "error") }, stop.signal);
  try {
    await Promise.race([until(), working]);
  } finally {
    stop.abort();
    await working;
  }
}

const becomes = (db: Database, runId: string, state: RunState) =>
  expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe(state);

const isIdle = (db: Database) =>
  expect
    .poll(
      async () => Object.values(await queueSizes(db)).map(({ waiting, active }) => waiting + active),
      untilIt,
    )
    .toEqual(jobKinds.map(() => 0));

const start = async (db: Database, config: RunConfig) =>
  (await startRun(db, { kind: "training", config, codeVersion: "test" })).id;

async function losses(db: Database, runId: string) {
  const { "training.loss": series } = await readSeries(db, { runId, names: ["training.loss"] });
  return Object.fromEntries(series?.steps.map((step, i) => [step, series.values[i]]) ?? []);
}

test("a run is trained to its end, each checkpoint is stored and measured, and all of it is announced", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const runId = await start(db, measuredConfig({ steps: 6 }));
  await workUntil(url, async () => {
    await becomes(db, runId, "finished");
    await isIdle(db);
  });

  const run = await getRun(db, runId);
  expect(run).toMatchObject({ step: 6, stateReason: null });
  expect(run.backend).toContain("native");
  expect(run.corpusHash).toMatch(/^[0-9a-f]{64}$/);
  expect(run.trainingMs).toBeGreaterThan(0);
  expect(run.measuringMs).toBeGreaterThan(0);
  expect(run.finishedAt).toBeInstanceOf(Date);

  const checkpoints = await listCheckpoints(db, runId);
  expect(checkpoints.map(({ step }) => step)).toEqual([0, 1, 2, 4, 6]);
  expect(checkpoints.flatMap(({ cells }) => cells.map(({ state }) => state))).toEqual(
    Array(5 * scheduledCells.length).fill("done"),
  );
  const series = await readSeries(db, { runId });
  expect(series["training.loss"]?.steps).toEqual([1, 2, 3, 4, 5, 6]);
  expect(series["loss.rare"]?.steps).toEqual([0, 1, 2, 4, 6]);

  const kinds = async () =>
    (await listEventsAfter(db, { runId, cursor: null })).map(({ event }) => event.type);
  await expect
    .poll(async () => (await kinds()).filter((kind) => kind === "checkpoint").length, untilIt)
    .toBe(5);
  expect(await kinds()).toEqual(expect.arrayContaining(["status", "progress", "measuring", "measured"]));
  expect(await listWorkers(db)).toEqual([]);
});

test("a worker that is killed in the middle leaves a run that goes on with the same losses", async () => {
  await using test = await testDb();
  const { db, url } = test;
  // Long enough that the slice behind step 256 can be caught in the middle.
  const config = measuredConfig({ steps: 600 });
  const [disturbed, undisturbed] = [await start(db, config), await start(db, config)];

  const worker = spawn(process.execPath, ["--import", "tsx", "workers/worker/main.ts"], {
    env: childEnv({
      DATABASE_URL: url,
      PLATEAU_DATA_DIR: dataDirectory,
      PLATEAU_THREADS: "1",
      PLATEAU_LOG_LEVEL: "error",
    }),
    stdio: "inherit",
  });
  const inTheMiddle = async () => {
    const { step } = await getRun(db, disturbed);
    const trains = (await listWorkers(db)).some(
      ({ jobKind, runId }) => jobKind === "train" && runId === disturbed,
    );
    return trains && step > 256 && step < 512;
  };
  await expect.poll(inTheMiddle, { ...untilIt, interval: 10 }).toBe(true);
  worker.kill("SIGKILL");
  await once(worker, "exit");
  expect((await getRun(db, disturbed)).state).toBe("running");

  await workUntil(url, async () => {
    await becomes(db, disturbed, "finished");
    await becomes(db, undisturbed, "finished");
  });
  expect((await listRunStates(db, disturbed)).map(({ state }) => state)).toContain("crashed");
  expect(Object.keys(await losses(db, disturbed))).toHaveLength(600);
  expect(await losses(db, disturbed)).toEqual(await losses(db, undisturbed));
});

test("pausing stops after a step and resuming goes on with the same losses; killing ends it", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const config = measuredConfig({ steps: 5000 });
  const runId = await start(db, config);
  await workUntil(url, async () => {
    await expect.poll(async () => (await getRun(db, runId)).step, untilIt).toBeGreaterThan(20);
    await pauseRun(db, runId);
    await isIdle(db);
    const { step } = await getRun(db, runId);
    expect(Object.keys(await losses(db, runId))).toHaveLength(step);
    const before = await losses(db, runId);

    await resumeRun(db, runId);
    await expect.poll(async () => (await getRun(db, runId)).step, untilIt).toBeGreaterThan(step + 5);
    await killRun(db, runId);
    await isIdle(db);
    expect((await getRun(db, runId)).state).toBe("killed");
    expect(await losses(db, runId)).toMatchObject(before);
  });
});

test("a worker that is stopped gives its run back, which waits for another", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const runId = await start(db, measuredConfig({ steps: 5000 }));
  await workUntil(url, () =>
    expect.poll(async () => (await getRun(db, runId)).step, untilIt).toBeGreaterThan(20),
  );
  expect((await getRun(db, runId)).state).toBe("pending");
  expect((await queueSizes(db)).train).toMatchObject({ active: 0, waiting: 1 });
});

test("a loss that is no number fails the run with the step and the last good checkpoint, and keeps what is measured", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const wild = {
    steps: 300,
    warmupSteps: 0,
    learningRate: 1,
    finalLearningRate: 1,
    gradientClip: 1e30,
    weightDecay: 10,
  };
  const runId = await start(db, measuredConfig(wild));
  await workUntil(url, () => becomes(db, runId, "failed"));
  const run = await getRun(db, runId);
  expect(run.stateCode).toBe("loss_not_finite");
  expect(run.stateReason).toMatch(/at step \d+.*The last good checkpoint is that of step \d+/s);
  const [first] = await listCheckpoints(db, runId);
  expect(first?.cells.map(({ state }) => state)).toContain("done");
  expect(Object.keys(await losses(db, runId))).toHaveLength(run.step);
});
