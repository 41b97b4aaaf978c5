import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { scheduledCells } from "~/core/cells";
import { parseIngestConfig } from "~/core/ingestConfig";
import { addCheckpointRow, listCheckpoints } from "~/db/checkpoints";
import type { Database } from "~/db/client";
import { listEventsAfter } from "~/db/events";
import { failUnreadable } from "~/db/ledger";
import { readSeries } from "~/db/points";
import { killRun, pauseRun, resumeRun } from "~/db/runControl";
import { getRun } from "~/db/runs";
import { startRun } from "~/db/startRun";
import { listWorkers } from "~/db/workerRows";
import { childEnv } from "~/env";
import { startFakeHub } from "~tests/helpers/sources/fakeHub";
import { testDb } from "~tests/helpers/testDb";
import { tinyConfig, tinyText } from "~tests/helpers/tinyRun";
import { workUntil as workOn } from "~tests/helpers/workUntil";
import { openBackend } from "~workers/backends/openBackend";
import { saveCheckpoint } from "~workers/checkpoints/saveCheckpoint";
import { createTrainer } from "~workers/lm/createTrainer";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });
const untilIt = { timeout: 120_000, interval: 50 };

let directory: string;
/** Checkpoints of a tiny model as another trainer would leave them: step-00000000, step-00000020 … */
let trained: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "plateau-ingest-"));
  trained = join(directory, "trained");
  const config = tinyConfig({ training: { steps: 60 } });
  const train = tinyText(4000);
  const trainer = createTrainer({ backend: await openBackend(), config, corpus: { train } });
  for (const step of [0, 20, 40]) {
    while (trainer.step < step) await trainer.trainStep();
    await saveCheckpoint(trained, await trainer.save());
  }
  trainer.dispose();
  const tokens = tinyText(6000, 60);
  await writeFile(join(directory, "text.u16"), new Uint8Array(tokens.buffer));
});
afterAll(() => rm(directory, { recursive: true }));

const workUntil = (databaseUrl: string, until: () => Promise<void>) =>
  workOn({ databaseUrl, dataDirectory: join(directory, "data") }, until);

const ingest = async (db: Database, source: string, more: object = {}) => {
  const config = parseIngestConfig({
    ...{ source, name: "theirs" },
    text: { file: join(directory, "text.u16"), context: 16 },
    measure: { positions: 512, nullGroups: 19 },
    ...more,
  });
  return (await startRun(db, { kind: "ingest", config, codeVersion: "test" })).id;
};

const stepsMeasured = async (db: Database, runId: string) =>
  (await listCheckpoints(db, runId))
    .filter(({ cells }) => cells.some(({ cell, state }) => cell === "influence" && state === "done"))
    .map(({ step }) => step);

test("the checkpoints of a folder are measured in their order, and the run is finished", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const runId = await ingest(db, trained);
  await workUntil(url, () =>
    expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe("finished"),
  );
  expect(await stepsMeasured(db, runId)).toEqual([0, 20, 40]);
  const run = await getRun(db, runId);
  expect(run).toMatchObject({ kind: "ingest", step: 40, totalSteps: 40, stateReason: null });
  const [first] = await listCheckpoints(db, runId);
  expect(first).toMatchObject({ format: "safetensors", tokens: null, architecture: { family: "gpt2" } });
  expect(first?.sha256).toMatch(/^[0-9a-f]{64}$/);
  const { "loss.all": loss } = await readSeries(db, { runId, names: ["loss.all"] });
  expect(loss?.steps).toEqual([0, 20, 40]);
  expect(loss!.values[0]).toBeGreaterThan(6);
});

test("a followed folder: what a trainer writes is measured when it is whole, until the run is stopped", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const folder = join(directory, "followed");
  await mkdir(folder);
  const runId = await ingest(db, folder, { follow: true });
  await workUntil(url, async () => {
    await expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe("running");
    await cp(join(trained, "step-00000020"), join(folder, "tmp-checkpoint-20"), { recursive: true });
    await rename(join(folder, "tmp-checkpoint-20"), join(folder, "checkpoint-20"));
    await expect.poll(() => stepsMeasured(db, runId), untilIt).toEqual([20]);

    const weights = "model.safetensors";
    await mkdir(join(folder, "checkpoint-40"));
    await cp(join(trained, "step-00000040", weights), join(folder, "checkpoint-40", weights));
    await cp(join(trained, "step-00000040", "config.json"), join(folder, "checkpoint-40", "config.json"));
    await rm(join(folder, "checkpoint-20"), { recursive: true });
    await expect.poll(() => stepsMeasured(db, runId), untilIt).toEqual([20, 40]);

    await killRun(db, runId);
  });
  expect((await getRun(db, runId)).state).toBe("killed");
  expect(await stepsMeasured(db, runId)).toEqual([20, 40]);
});

test("a checkpoint that cannot be read fails with the reason, and what was measured stays", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const folder = join(directory, "broken");
  await cp(join(trained, "step-00000020"), join(folder, "step20"), { recursive: true });
  await mkdir(join(folder, "step30"));
  await writeFile(join(folder, "step30", "model.safetensors"), "these are no weights");
  const runId = await ingest(db, folder);
  await workUntil(url, () =>
    expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe("finished"),
  );
  const [good, broken] = await listCheckpoints(db, runId);
  expect(good!.cells.find(({ cell }) => cell === "influence")?.state).toBe("done");
  expect(new Set(broken!.cells.map(({ state }) => state))).toEqual(new Set(["failed"]));
  expect(broken!.cells[0]!.reason).toContain(join(folder, "step30"));
});

test("the revisions of a model on a hub are fetched, measured and removed again, one at a time", async () => {
  const files = async (step: string) => {
    const folder = join(trained, `step-000000${step}`);
    const names = ["config.json", "model.safetensors"];
    const read = await Promise.all(
      names.map(async (name) => [name, await readFile(join(folder, name))] as const),
    );
    return Object.fromEntries(read);
  };
  const hub = await startFakeHub("org/model", {
    revisions: { step20: await files("20"), step40: await files("40"), main: await files("40") },
  });
  vi.stubEnv("HF_ENDPOINT", hub.address);
  await using test = await testDb();
  const { db, url } = test;
  const runId = await ingest(db, "hf:org/model", { revisions: "step*" });
  await workUntil(url, () =>
    expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe("finished"),
  );
  expect(await stepsMeasured(db, runId)).toEqual([20, 40]);
  expect((await listCheckpoints(db, runId)).map(({ uri }) => uri)).toEqual([
    "hf:org/model@step20",
    "hf:org/model@step40",
  ]);
  expect(await readdir(join(directory, "data", "fetched"))).toEqual([]);
  vi.unstubAllEnvs();
  await hub.close();
});

test("pausing ends the measuring that is under way, leaves no cell in its hands, and resuming completes it", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const runId = await ingest(db, trained, { measure: { positions: 5000, nullGroups: 999 } });
  const states = async () =>
    (await listCheckpoints(db, runId)).flatMap(({ cells }) => cells.map(({ state }) => state));
  await workUntil(url, async () => {
    await expect.poll(states, untilIt).toContain("running");
    await pauseRun(db, runId);
    await expect
      .poll(async () => (await listWorkers(db)).map(({ jobKind }) => jobKind), untilIt)
      .toEqual([null]);
    expect(await states()).not.toContain("running");
    expect((await getRun(db, runId)).state).toBe("paused");

    await resumeRun(db, runId);
    await expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe("finished");
  });
  const ended = await states();
  expect(ended).toHaveLength(3 * scheduledCells.length);
  expect(ended.filter((state) => state !== "done" && state !== "skipped")).toEqual([]);
});

test("two workers share the checkpoints, one is killed, and the other completes them; each cell is computed once", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const folder = join(directory, "shared");
  for (let step = 1; step <= 6; step++)
    await cp(join(trained, "step-00000020"), join(folder, `step${step}`), { recursive: true });
  const runId = await ingest(db, folder);
  const workers = [startWorker(url), startWorker(url)];
  try {
    const hands = async () =>
      (await db.measurement.findMany({ select: { workerId: true, state: true } })).filter(
        ({ workerId }) => workerId?.includes(`-${workers[0]!.pid}-`) === true,
      );
    await expect
      .poll(async () => new Set((await hands()).map(({ state }) => state)), { ...untilIt, interval: 5 })
      .toEqual(new Set(["done", "running"]));
    workers[0]!.kill("SIGKILL");
    await expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe("finished");
  } finally {
    for (const worker of workers) worker.kill("SIGKILL");
  }
  const cells = await db.measurement.findMany({ select: { state: true, workerId: true } });
  expect(cells).toHaveLength(6 * scheduledCells.length);
  const done = cells.filter(({ state }) => state === "done");
  // A model this small lacks what some cells need.
  expect(cells.length - done.length).toBe(cells.filter(({ state }) => state === "skipped").length);
  expect(new Set(done.map(({ workerId }) => workerId)).size).toBe(2);
  const events = await listEventsAfter(db, { runId, cursor: null });
  const measured = events.flatMap(({ event }) =>
    event.type === "measured" ? [`${event.checkpointId} ${event.cell}`] : [],
  );
  expect(new Set(measured).size).toBe(measured.length);
  expect(measured).toHaveLength(done.length);
});

function startWorker(url: string) {
  return spawn(process.execPath, ["--import", "tsx", "workers/worker/main.ts"], {
    env: childEnv({
      ...{ DATABASE_URL: url, PLATEAU_DATA_DIR: join(directory, "data") },
      ...{ PLATEAU_THREADS: "1", PLATEAU_LOG_LEVEL: "error" },
    }),
    stdio: "inherit",
  });
}

test("a checkpoint that was renamed before it could be read is measured where it lies now", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const folder = join(directory, "renamed");
  await cp(join(trained, "step-00000020"), join(folder, "step20"), { recursive: true });
  const runId = await ingest(db, folder);
  const gone = { uri: join(folder, "checkpoint-20"), bytes: 1, format: "", architecture: {} };
  const id = await addCheckpointRow(db, { runId, step: 20, tokens: null, sha256: null, ...gone });
  await failUnreadable(db, id!, "it is not there");
  await workUntil(url, () => expect.poll(() => stepsMeasured(db, runId), untilIt).toEqual([20]));
  const [checkpoint] = await listCheckpoints(db, runId);
  expect(checkpoint).toMatchObject({ id, uri: join(folder, "step20") });
  expect(checkpoint!.cells.map(({ state }) => state)).not.toContain("failed");
});

test("a folder with nothing in it is an error that names it", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const empty = join(directory, "empty");
  await mkdir(empty);
  const runId = await ingest(db, empty);
  await workUntil(url, () =>
    expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe("failed"),
  );
  expect((await getRun(db, runId)).stateReason).toBe(`There is no checkpoint at ${empty}.`);
});
