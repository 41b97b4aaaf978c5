import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listCheckpoints, saveCheckpointRow } from "~/db/checkpoints";
import { listEventsAfter } from "~/db/events";
import { listGroupStatistics } from "~/db/groupStatistics";
import { getProvenance } from "~/db/ledger";
import { readSeries } from "~/db/points";
import { listRegimeFits } from "~/db/regimeFits";
import { createRun } from "~/db/runs";
import { listSpectra } from "~/db/spectra";
import { readVector } from "~/db/vectors";
import { registerWorker } from "~/db/workerRows";
import { testDb, type TestDb } from "~tests/helpers/testDb";
import { tinyConfig } from "~tests/helpers/tinyRun";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { openBackend } from "~workers/backends/openBackend";
import { saveCheckpoint } from "~workers/checkpoints/saveCheckpoint";
import { openCorpus } from "~workers/corpora/openCorpus";
import { createTrainer } from "~workers/lm/createTrainer";
import { measureCheckpoint } from "~workers/measure/measureCheckpoint";

// A model that trained for a few steps on the real text, measured twice: at the start and at the end.
const config = tinyConfig({
  corpus: { maxTokens: 60_000 },
  measure: { positions: 1024, nullGroups: 19 },
  training: { steps: 8 },
});
let test1: TestDb;
let backend: ComputeBackend;
let directory: string;
let runId: string;
const checkpoints: number[] = [];

beforeAll(async () => {
  test1 = await testDb();
  backend = await openBackend();
  directory = await mkdtemp(join(tmpdir(), "measure-"));
  const { db } = test1;
  runId = (await createRun(db, { config, codeVersion: "test" })).id;
  await registerWorker(db, { id: "worker", host: "here", pid: 1, backend: "native", codeVersion: "test" });

  const corpus = await openCorpus({ config, directory: join(directory, "corpora") });
  const trainer = createTrainer({ backend, config, corpus });
  for (const step of [0, 8]) {
    while (trainer.step < step) await trainer.trainStep();
    const { folder, ...saved } = await saveCheckpoint(join(directory, "runs", runId), await trainer.save());
    checkpoints.push(await saveCheckpointRow(db, { ...saved, runId, uri: folder }));
  }
  trainer.dispose();
  for (const checkpointId of checkpoints) await measure(checkpointId);
});

afterAll(async () => {
  await rm(directory, { recursive: true });
  await test1[Symbol.asyncDispose]();
});

function measure(checkpointId: number, signal = new AbortController().signal) {
  const where = { db: test1.db, dataDirectory: directory, workerId: "worker", codeVersion: "test" };
  return measureCheckpoint({ ...where, backend, checkpointId, signal });
}

test("every cell of both checkpoints is done", async () => {
  const rows = await listCheckpoints(test1.db, runId);
  expect(
    rows.map(({ step, cells }) => [step, cells.map(({ cell, state }) => `${cell} ${state}`).sort()]),
  ).toEqual([0, 8].map((step) => [step, ["coordination done", "influence done", "spectra done"]]));
});

test("the loss of an untrained model is that of a uniform guess, and it falls", async () => {
  const { "loss.all": loss } = await readSeries(test1.db, { runId });
  expect(loss!.steps).toEqual([0, 8]);
  expect(Math.abs(loss!.values[0]! - Math.log(512))).toBeLessThan(0.05);
  expect(loss!.values[1]).toBeLessThan(loss!.values[0]!);
  expect(loss!.low[0]).toBeLessThan(loss!.values[0]!);
});

test("the influence of a band lies between the bands it is made of", async () => {
  const read = (band: string) =>
    readVector(test1.db, { checkpointId: checkpoints[1]!, name: "influence.absolute", band });
  const [rare, common, all] = await Promise.all([read("rare"), read("common"), read("all")]);
  expect(all).toHaveLength(48);
  all!.forEach((value, i) => {
    expect(value).toBeGreaterThanOrEqual(Math.min(rare![i]!, common![i]!) - 1e-15);
    expect(value).toBeLessThanOrEqual(Math.max(rare![i]!, common![i]!) + 1e-15);
  });
});

test("fits of every curve, spectra of both matrices and groups beside their null are there", async () => {
  const of = { checkpointId: checkpoints[1]! };
  expect(await listRegimeFits(test1.db, of)).toHaveLength(3 * 3 * 2);
  expect((await listSpectra(test1.db, { runId })).map(({ step, matrix }) => `${step} ${matrix}`)).toEqual([
    "0 blocks.1.mlp.W_in",
    "0 blocks.1.mlp.W_out",
    "8 blocks.1.mlp.W_in",
    "8 blocks.1.mlp.W_out",
  ]);
  const leaders = await listGroupStatistics(test1.db, {
    runId,
    group: "leaders",
    space: "W_out",
    statistic: "alpha_mid",
  });
  expect(leaders.map(({ step, size, draws }) => ({ step, size, draws }))).toEqual([
    { step: 0, size: 12, draws: 19 },
    { step: 8, size: 12, draws: 19 },
  ]);
});

test("a second time nothing is computed again and no value changes", async () => {
  const before = await test1.db.measurement.findMany({ orderBy: { id: "asc" } });
  await measure(checkpoints[1]!);
  expect(await test1.db.measurement.findMany({ orderBy: { id: "asc" } })).toEqual(before);
});

test("every cell says how it was made and announced itself", async () => {
  const cells = await test1.db.measurement.findMany({ where: { checkpointId: checkpoints[1]! } });
  for (const { id } of cells) {
    expect(await getProvenance(test1.db, id)).toMatchObject({
      positions: 1024,
      sequences: 64,
      neurons: 48,
      seed: 0,
    });
  }
  const events = (await listEventsAfter(test1.db, { runId, cursor: null })).map(({ event }) => event);
  expect(events.filter(({ type }) => type === "measured")).toHaveLength(6);
});

test("a damaged checkpoint is refused by name, and what was measured stays", async () => {
  const folder = join(directory, "damaged");
  const good = await test1.db.checkpoint.findUniqueOrThrow({ where: { id: checkpoints[1]! } });
  await test1.db.checkpoint.update({ where: { id: good.id }, data: { uri: folder } });
  await writeFile(folder, "not a folder");
  await expect(measure(good.id)).rejects.toMatchObject({ code: "checkpoint_unreadable" });
  expect(await test1.db.measurement.count({ where: { state: "done" } })).toBe(6);
});
