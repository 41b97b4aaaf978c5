import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { curvesOf, scheduledCells } from "~/core/cells";
import { Provenance } from "~/core/provenance";
import { listCheckpoints, saveCheckpointRow } from "~/db/checkpoints";
import { listEventsAfter } from "~/db/events";
import { listGroupStatistics } from "~/db/groupStatistics";
import { getProvenance } from "~/db/ledger";
import { readSeries } from "~/db/points";
import { listRegimeFits } from "~/db/regimeFits";
import { createRun, getRun } from "~/db/runs";
import { listSpectra } from "~/db/spectra";
import { readVector } from "~/db/vectors";
import { registerWorker } from "~/db/workerRows";
import { requestBackfill, requestLayers } from "~/db/backfill";
import { claimJob } from "~/db/claimedJobs";
import { listNeuronContexts } from "~/db/neuronContexts";
import { bytesOf, numbersOf } from "~/db/numberBytes";
import { listRecomputations } from "~/db/recomputations";
import { findVocabulary } from "~/db/vocabularies";
import { handleJob } from "~workers/jobs/handleJob";
import type { JobContext } from "~workers/jobs/jobContext";
import { layer } from "~workers/jobs/layer";
import { recompute } from "~workers/jobs/recompute";
import { createLog } from "~workers/log";
import { testDb, type TestDb } from "~tests/helpers/testDb";
import { tinyConfig } from "~tests/helpers/tinyRun";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { openBackend } from "~workers/backends/openBackend";
import { saveCheckpoint } from "~workers/checkpoints/saveCheckpoint";
import { openCorpus } from "~workers/corpora/openCorpus";
import { createTrainer } from "~workers/lm/createTrainer";
import { measureCheckpoint } from "~workers/measure/measureCheckpoint";
import { storedFindings } from "~workers/measure/storedFindings";

// A model that trained for a few steps on the real text, measured twice: at the start and at the end.
const config = tinyConfig({
  corpus: { maxTokens: 60_000 },
  measure: { positions: 1024, nullGroups: 19, informationPositions: 100 },
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
  runId = (await createRun(db, { kind: "training", config, codeVersion: "test" })).id;
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

function context(): JobContext {
  return {
    ...{ db: test1.db, backend, workerId: "worker", codeVersion: "test", dataDirectory: directory },
    ...{ log: createLog("worker", "error"), trainer: { live: null } },
  };
}

test("every cell of both checkpoints is done", async () => {
  const rows = await listCheckpoints(test1.db, runId);
  expect(
    rows.map(({ step, cells }) => [step, cells.map(({ cell, state }) => `${cell} ${state}`).sort()]),
  ).toEqual([0, 8].map((step) => [step, scheduledCells.map((cell) => `${cell} done`).sort()]));
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
  const spectra = (await listSpectra(test1.db, { runId })).filter(({ step }) => step === 8);
  expect(spectra.map(({ matrix }) => matrix)).toEqual([
    "blocks.0.attn.W_O",
    "blocks.0.attn.W_QKV",
    "blocks.0.mlp.W_in",
    "blocks.0.mlp.W_out",
    "blocks.1.attn.W_O",
    "blocks.1.attn.W_QKV",
    "blocks.1.mlp.W_in",
    "blocks.1.mlp.W_out",
    "embed.W_E",
    "pos_embed.W_pos",
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
    const provenance = await getProvenance(test1.db, id);
    expect(provenance).toMatchObject({ positions: 1024, sequences: 64, neurons: 48, seed: 0 });
    expect(provenance.tokensHash).toMatch(/^[0-9a-f]{64}$/);
  }
  const events = (await listEventsAfter(test1.db, { runId, cursor: null })).map(({ event }) => event);
  expect(events.filter(({ type }) => type === "measured")).toHaveLength(2 * scheduledCells.length);
});

test("another layer is measured on demand and stands apart from the final one", async () => {
  const checkpointId = checkpoints[1]!;
  const before = await readVector(test1.db, { checkpointId, name: "influence.absolute", band: "all" });
  await layer({ checkpointId, layer: 0 }, context(), new AbortController().signal);
  const read = (of: number | null) =>
    readVector(test1.db, { checkpointId, layer: of, name: "influence.absolute", band: "all" });
  expect(await read(null)).toEqual(before);
  expect(await read(0)).toHaveLength(48);
  expect(await read(0)).not.toEqual(before);
  expect(await listRegimeFits(test1.db, { checkpointId })).toHaveLength(3 * 3 * 2);
  await expect(
    layer({ checkpointId, layer: 2 }, context(), new AbortController().signal),
  ).rejects.toMatchObject({ code: "invalid_argument" });
});

test("mutual information is measured where somebody asks for it by name, and its time counts against nothing", async () => {
  const checkpointId = checkpoints[0]!;
  const read = () => listGroupStatistics(test1.db, { checkpointId, statistic: "mutual_information" });
  expect(await read()).toEqual([]);
  const job = {
    kind: "measure",
    payload: { checkpointId, cells: ["mutualInformation"] },
    id: "-",
    runId,
  } as const;
  await handleJob(
    { ...job, payload: { ...job.payload, cells: [...job.payload.cells] } },
    context(),
    new AbortController().signal,
  );
  const rows = await read();
  expect(rows.map(({ group }) => group)).toEqual(["decay", "leaders", "plateau", "powerLaw", "random"]);
  const leaders = rows.find(({ group }) => group === "leaders")!;
  expect(leaders).toMatchObject({ size: 12, draws: 19, reason: null });
  expect(leaders.nullLow).toBeLessThan(leaders.nullHigh!);
  expect((await getRun(test1.db, runId)).measuringMs).toBe(0);
});

test("a parameter recomputes only what it touches", async () => {
  const checkpointId = checkpoints[1]!;
  const ids = async () =>
    new Map(
      (await test1.db.measurement.findMany({ where: { checkpointId, state: "done", layer: null } })).map(
        ({ id, cell }) => [id, cell],
      ),
    );
  const recomputedWith = async (change: Partial<typeof config.measure>) => {
    const before = await ids();
    const changed = { ...config, measure: { ...config.measure, ...change } };
    await test1.db.run.update({ where: { id: runId }, data: { config: changed } });
    await measure(checkpointId);
    await test1.db.run.update({ where: { id: runId }, data: { config } });
    return [...(await ids())]
      .filter(([id]) => !before.has(id))
      .map(([, cell]) => cell)
      .sort();
  };
  expect(await recomputedWith({ nullGroups: 29 })).toEqual(["coordination", "modularity"]);
  expect(await recomputedWith({ routingPositions: 300 })).toEqual(["routing"]);
  expect(await recomputedWith({ frequencyPositions: 300 })).toEqual(["frequency"]);
});

test("every cell computed again on the same machine is the same to the last bit, and the verdict is kept", async () => {
  const cells = await test1.db.measurement.findMany({
    where: { checkpointId: checkpoints[1]!, state: "done" },
    distinct: ["cell"],
    orderBy: { id: "asc" },
  });
  expect(cells).toHaveLength(scheduledCells.length + 1);
  for (const { id, cell } of cells) {
    await recompute({ measurementId: id }, context(), new AbortController().signal);
    const [made] = await listRecomputations(test1.db, id);
    expect(made).toMatchObject({ holds: true, codeVersion: "test", backend: backend.description });
    expect(made!.worst.length).toBeGreaterThan(0);
    expect(made!.worst[0]!.relative, `${cell}: ${made!.worst[0]!.name}`).toBe(0);
  }
});

test("points of the curves are compared, too, all that the cell writes and none that a later one wrote anew", async () => {
  const { db } = test1;
  const compared = async (id: number) => {
    await recompute({ measurementId: id }, context(), new AbortController().signal);
    return (await listRecomputations(db, id))[0]!;
  };
  const cellsOf = (cell: string) =>
    db.measurement.findMany({
      where: { checkpointId: checkpoints[1]!, cell, state: "done" },
      orderBy: { finishedAt: "asc" },
    });
  const names = Object.keys(await readSeries(db, { runId }));
  for (const [cell, starts] of Object.entries(curvesOf)) {
    const measured = await cellsOf(cell);
    const { worst } = await compared(measured.at(-1)!.id);
    const points = worst.flatMap(({ name }) => (name.startsWith("point of ") ? [name.slice(9)] : []));
    const own = names.filter((name) => starts.some((start) => name.startsWith(start)));
    expect(points.sort()).toEqual(own.sort());
    expect(own.length).toBeGreaterThan(1);
    for (const { id } of measured.slice(0, -1)) {
      expect((await compared(id)).worst.filter(({ name }) => name.startsWith("point of "))).toEqual([]);
    }
  }

  const [influence] = await cellsOf("influence");
  await db.$executeRaw`update "MetricPoint" p set high = high * 1.01 from "MetricSeries" s
    where s.id = p."seriesId" and s.name = 'loss.rare' and p.step = 8`;
  const { holds, worst } = await compared(influence!.id);
  expect(holds).toBe(false);
  expect(worst[0]).toMatchObject({ name: "point of loss.rare" });
  expect(worst[0]!.relative).toBeCloseTo(0.01 / 1.01, 6);
});

test("leading neurons are compared again with those of the step they were compared with", async () => {
  const provenances = await test1.db.measurement.findMany({
    where: { checkpointId: { in: checkpoints }, cell: "influence" },
    orderBy: { checkpointId: "asc" },
  });
  expect(provenances.map(({ provenance }) => Provenance.parse(provenance).parameters.previousStep)).toEqual([
    null,
    0,
  ]);
  const last = (await listCheckpoints(test1.db, runId))[1]!;
  const previous = (step?: number | null) => storedFindings(test1.db, last, step).previous();
  expect(await previous(null)).toEqual({ step: null, rare: null, common: null, signed: null });
  expect((await previous()).step).toBe(0);
  expect(await previous(0)).toEqual(await previous());
  expect((await previous(8)).step).toBe(8);
});

test("a stored number that is not what comes out is found", async () => {
  const { id } = await test1.db.measurement.findFirstOrThrow({
    where: { checkpointId: checkpoints[1]!, cell: "spectra" },
  });
  const where = { measurementId_matrix: { measurementId: id, matrix: "blocks.1.mlp.W_in" } };
  const { eigenvalues } = await test1.db.spectrum.findUniqueOrThrow({ where });
  const forged = numbersOf(eigenvalues, "f64");
  forged[forged.length - 1]! *= 1.01;
  await test1.db.spectrum.update({ where, data: { eigenvalues: bytesOf(forged) } });
  await recompute({ measurementId: id }, context(), new AbortController().signal);
  const [made] = await listRecomputations(test1.db, id);
  expect(made).toMatchObject({ holds: false });
  expect(made!.worst[0]).toMatchObject({ name: "eigenvalues of blocks.1.mlp.W_in" });
  expect(made!.worst[0]!.relative).toBeCloseTo(0.01 / 1.01, 6);
});

test("a small number among large ones that is not what comes out is found, of fits, of spectra and of groups", async () => {
  const { db } = test1;
  const worstOf = async (id: number) => {
    await recompute({ measurementId: id }, context(), new AbortController().signal);
    const [made] = await listRecomputations(db, id);
    const apart = made!.worst.filter(({ relative }) => relative !== 0).map(({ name }) => name);
    // What the tests before this one forged.
    return apart.filter((name) => !/^(point|eigenvalues) of /.test(name));
  };
  const [influence, spectra, coordination] = await Promise.all(
    ["influence", "spectra", "coordination"].map(async (cell) => {
      const where = { checkpointId: checkpoints[1]!, cell, state: "done" as const };
      const { id } = await db.measurement.findFirstOrThrow({ where, orderBy: { id: "asc" } });
      return id;
    }),
  );
  for (const id of [influence, spectra, coordination]) expect(await worstOf(id!)).toEqual([]);

  await db.$executeRaw`update "RegimeFit" set fit = jsonb_set(fit, '{p}', '0.5')
    where "measurementId" = ${influence} and curve = 'absolute' and band = 'rare' and fit ? 'p'`;
  expect(await worstOf(influence!)).toEqual(["p of the calibrated fit of absolute, rare"]);

  await db.$executeRaw`update "Spectrum" set summary = jsonb_set(summary, '{fits,0,alpha}', '9.5')
    where "measurementId" = ${spectra} and matrix = 'blocks.1.mlp.W_out'`;
  expect(await worstOf(spectra!)).toEqual(["fits.0.alpha of the spectrum of blocks.1.mlp.W_out"]);

  await db.$executeRaw`update "GroupStatistic" set "pHolm" = "pHolm" / 2
    where "measurementId" = ${coordination} and "group" = 'leaders' and space = 'W_in' and statistic = 'alpha_mid'`;
  expect(await worstOf(coordination!)).toEqual(["p of alpha_mid (alpha_mid) of leaders in W_in"]);
});

test("contexts are stored with the tokens they are made of", async () => {
  const [context] = await test1.db.neuronContext.findMany({
    where: { rank: 0, measurement: { checkpointId: checkpoints[1]! } },
    take: 1,
  });
  const contexts = await listNeuronContexts(test1.db, {
    checkpointId: checkpoints[1]!,
    neuron: context!.neuron,
  });
  expect(contexts[0]).toMatchObject({ rank: 0 });
  for (const { at, deltas, tokens } of contexts) {
    expect(tokens).toHaveLength(16);
    expect(Math.abs(deltas[at]!)).toBe(Math.max(...deltas.map(Math.abs)));
  }
  const { parameters } = await getProvenance(test1.db, context!.measurementId);
  const pieces = await findVocabulary(test1.db, String(parameters.vocabularyHash));
  expect(pieces).toHaveLength(512);
  expect(pieces).toContain("<0x00>");
});

test("other layers are queued where they are missing, at every step or at one", async () => {
  const { db } = test1;
  expect(await requestLayers(db, runId, { layers: [0], step: 0 })).toBe(1);
  // The layer of step 8 is measured, the job for step 0 waits already.
  expect(await requestLayers(db, runId, { layers: [0] })).toBe(0);
  await expect(requestLayers(db, runId, { layers: [0], step: 5 })).rejects.toMatchObject({
    ...{ code: "not_found", message: expect.stringContaining("step 5") as string },
  });
  await expect(requestLayers(db, "nope", { layers: [0] })).rejects.toMatchObject({ code: "not_found" });
  await db.$executeRaw`delete from pgboss.job where name = 'layer'`;
});

test("what the schedule skipped is queued for later, and what builds on influence brings it along", async () => {
  await test1.db.measurement.deleteMany({
    where: { checkpointId: checkpoints[0]!, cell: { in: ["influence", "routing"] } },
  });
  expect(await requestBackfill(test1.db, runId, ["routing"])).toEqual({ checkpoints: 1, queued: 1 });
  expect(await requestBackfill(test1.db, runId, ["routing"])).toEqual({ checkpoints: 1, queued: 0 });
  const job = await claimJob(test1.db, "worker");
  expect(job).toMatchObject({ kind: "backfill", payload: { cells: ["influence", "routing"] }, runId });
  await handleJob(job!, context(), new AbortController().signal);
  expect(await requestBackfill(test1.db, runId)).toEqual({ checkpoints: 0, queued: 0 });
  expect((await getRun(test1.db, runId)).measuringMs).toBe(0);

  const of = { checkpoint: { runId }, cell: "modularity", state: "done" } as const;
  await test1.db.measurement.updateMany({ where: of, data: { version: 0 } });
  expect(await requestBackfill(test1.db, runId)).toEqual({ checkpoints: 2, queued: 2 });
  // They were made by today's method, as their hashes say: looked at once, they are no longer taken for older.
  for (let i = 0; i < 2; i++) {
    await handleJob((await claimJob(test1.db, "worker"))!, context(), new AbortController().signal);
  }
  expect(await requestBackfill(test1.db, runId)).toEqual({ checkpoints: 0, queued: 0 });
  await expect(requestBackfill(test1.db, runId, ["moods"])).rejects.toMatchObject({
    code: "invalid_argument",
  });
});

test("a damaged checkpoint is refused by name, and what was measured stays", async () => {
  const folder = join(directory, "damaged");
  const good = await test1.db.checkpoint.findUniqueOrThrow({ where: { id: checkpoints[1]! } });
  await test1.db.checkpoint.update({ where: { id: good.id }, data: { uri: folder } });
  await writeFile(folder, "not a folder");
  const done = await test1.db.measurement.count({ where: { state: "done" } });
  await expect(measure(good.id)).rejects.toMatchObject({ code: "checkpoint_unreadable" });
  expect(await test1.db.measurement.count({ where: { state: "done" } })).toBe(done);
});
