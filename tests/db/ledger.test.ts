import { expect, test } from "vitest";
import { touches } from "~/core/cells";
import { parseRunConfig } from "~/core/runConfig";
import type { Provenance } from "~/core/provenance";
import { listCheckpoints, saveCheckpointRow } from "~/db/checkpoints";
import type { Database } from "~/db/client";
import { listGroupStatistics, readNullValues, saveGroupStatistics } from "~/db/groupStatistics";
import { findProvenance } from "~/db/findProvenance";
import { listLayerCells } from "~/db/layerCells";
import { claimCell, failCell, finishCell, getProvenance, skipCell } from "~/db/ledger";
import { summarizeSpectrum } from "~/core/spectra/summarizeSpectrum";
import { createRun } from "~/db/runs";
import { listSpectra, readSpectrum, saveSpectra } from "~/db/spectra";
import { readVector, readVectorsOfRun, saveVectors } from "~/db/vectors";
import { registerWorker, stopWorker } from "~/db/workerRows";
import { testDb } from "~tests/helpers/testDb";

const provenance: Provenance = {
  methods: { influence: "mean-ablation" },
  parameters: { positions: 512 },
  seed: 7,
  positions: 512,
  rarePositions: 40,
  sequences: 4,
  neurons: 64,
  tokensHash: "t",
  countsHash: "c",
  weightsHash: "w",
  dtype: "f32",
  backend: "native",
  codeVersion: "test",
  warnings: [],
};

async function newCheckpoint(db: Database, step = 8, runId?: string) {
  runId ??= (await createRun(db, { kind: "training", config: parseRunConfig({}), codeVersion: "test" })).id;
  const row = {
    runId,
    step,
    tokens: 5e9,
    uri: "-",
    sha256: "-",
    bytes: 3e9,
    format: "safetensors" as const,
    architecture: {},
  };
  return { runId, checkpointId: await saveCheckpointRow(db, row) };
}

async function newWorker(db: Database, id: string) {
  await registerWorker(db, { id, host: "here", pid: 1, backend: "native", codeVersion: "test" });
  return id;
}

test("of many workers that want a cell at once exactly one gets it", async () => {
  await using test = await testDb();
  const { db } = test;
  const { checkpointId } = await newCheckpoint(db);
  const ids = await Promise.all(Array.from({ length: 8 }, (_, i) => newWorker(db, `w${i}`)));
  const claims = await Promise.all(
    ids.map((workerId) => claimCell(db, { checkpointId, cell: "influence", configHash: "h", workerId })),
  );
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
});

test("a cell is taken over from a worker that died, and the dead one can no longer finish it", async () => {
  await using test = await testDb();
  const { db } = test;
  const { checkpointId } = await newCheckpoint(db);
  const [a, b] = [await newWorker(db, "a"), await newWorker(db, "b")];
  const cell = { checkpointId, cell: "spectra", configHash: "h" } as const;
  const measurementId = await claimCell(db, { ...cell, workerId: a });
  expect(await claimCell(db, { ...cell, workerId: b })).toBeNull();
  await stopWorker(db, a);
  expect(await claimCell(db, { ...cell, workerId: b })).toBe(measurementId);

  const result = { provenance, durationMs: 1 };
  await expect(finishCell(db, measurementId!, { ...result, workerId: a })).rejects.toMatchObject({
    code: "conflict",
  });
  await finishCell(db, measurementId!, { ...result, workerId: b });
  expect(await getProvenance(db, measurementId!)).toEqual(provenance);
  expect(await claimCell(db, { ...cell, workerId: b })).toBeNull();
});

test("a cell that failed or was skipped can be claimed; one that is done cannot be skipped", async () => {
  await using test = await testDb();
  const { db } = test;
  const { runId, checkpointId } = await newCheckpoint(db);
  const workerId = await newWorker(db, "a");
  const cell = { checkpointId, cell: "influence", configHash: "h" } as const;
  await skipCell(db, { ...cell, reason: "too dear" });
  expect((await listCheckpoints(db, runId))[0]?.cells).toEqual([
    { cell: "influence", state: "skipped", reason: "too dear", durationMs: null, isOlder: false },
  ]);
  const id = await claimCell(db, { ...cell, workerId });
  await failCell(db, id!, "boom");
  expect((await listCheckpoints(db, runId))[0]?.cells).toMatchObject([{ state: "failed", reason: "boom" }]);
  await expect(getProvenance(db, id!)).rejects.toMatchObject({ code: "not_found" });

  expect(await claimCell(db, { ...cell, workerId })).toBe(id);
  await finishCell(db, id!, { workerId, provenance, durationMs: 5 });
  await skipCell(db, { ...cell, reason: "late" });
  expect((await listCheckpoints(db, runId))[0]?.cells).toEqual([
    { cell: "influence", state: "done", reason: null, durationMs: 5, isOlder: false },
  ]);
});

test("what an earlier version of a cell measured is older, until today's is there, too", async () => {
  await using test = await testDb();
  const { db } = test;
  const { runId, checkpointId } = await newCheckpoint(db);
  const workerId = await newWorker(db, "a");
  const measure = async (configHash: string) => {
    const id = (await claimCell(db, { checkpointId, cell: "layer", layer: 1, configHash, workerId }))!;
    await finishCell(db, id, { workerId, provenance, durationMs: 5 });
    return id;
  };
  const isOlder = async () => [
    (await listCheckpoints(db, runId))[0]!.cells[0]!.isOlder,
    (await listLayerCells(db, checkpointId))[0]!.isOlder,
    (await findProvenance(db, { checkpointId, cell: "layer", layer: 1 }))!.isOlder,
  ];
  const id = await measure("then");
  expect(await isOlder()).toEqual([false, false, false]);
  await db.measurement.update({ where: { id }, data: { version: touches.layer.version - 1 } });
  expect(await isOlder()).toEqual([true, true, true]);
  await measure("now");
  expect(await isOlder()).toEqual([false, false, false]);
});

test("counts beyond 32 bits come back as numbers, and a checkpoint saved again keeps its id", async () => {
  await using test = await testDb();
  const { runId, checkpointId } = await newCheckpoint(test.db);
  expect((await newCheckpoint(test.db, 8, runId)).checkpointId).toBe(checkpointId);
  expect(await listCheckpoints(test.db, runId)).toMatchObject([{ step: 8, tokens: 5e9, bytes: 3e9 }]);
});

test("what a cell measured is saved with it or not at all, may be saved again, and is read by step", async () => {
  await using test = await testDb();
  const { db } = test;
  const workerId = await newWorker(db, "a");
  const { runId, checkpointId: late } = await newCheckpoint(db, 16);
  const { checkpointId: early } = await newCheckpoint(db, 4, runId);
  const statistic = {
    group: "plateau", space: "W_in", statistic: "alpha_mid", method: "ratio", size: 12, value: 2.5, nullMean: 3,
    nullSd: 0.1, z: -5, p: 0.005, draws: 3, nullValues: [2.9, 3, 3.1], reason: null,
  }; // prettier-ignore
  const eigenvalues = Float64Array.from({ length: 40 }, (_, i) => (1 - (i + 0.5) / 40) ** -0.7).sort();
  const summary = summarizeSpectrum({ rows: 40, columns: 60, eigenvalues });

  for (const checkpointId of [late, early]) {
    const id = (await claimCell(db, { checkpointId, cell: "influence", configHash: "h", workerId }))!;
    const values = Float32Array.from({ length: 5 }, (_, i) => checkpointId + i / 3);
    const save = async (last: () => Promise<void>) =>
      db.$transaction(async (tx) => {
        await saveVectors(tx, id, [{ name: "influence.absolute", band: "rare", values }]);
        await saveSpectra(tx, id, [
          {
            matrix: "blocks.0.mlp.W_in",
            rows: 40,
            columns: 60,
            eigenvalues,
            baseline: null,
            summary,
          },
        ]);
        await saveGroupStatistics(tx, id, [statistic]);
        await finishCell(tx, id, { workerId, provenance, durationMs: 1 });
        await last();
      });
    await expect(save(() => Promise.reject(new Error("killed")))).rejects.toThrow("killed");
    expect(await readVector(db, { checkpointId, name: "influence.absolute", band: "rare" })).toBeNull();
    await save(() => Promise.resolve());
  }

  const vectors = await readVectorsOfRun(db, { runId, name: "influence.absolute", band: "rare" });
  expect(vectors.map(({ step }) => step)).toEqual([4, 16]);
  expect(vectors[0]?.values).toEqual(Float32Array.from({ length: 5 }, (_, i) => early + i / 3));

  const spectra = await listSpectra(db, { runId, matrix: "blocks.0.mlp.W_in" });
  expect(spectra).toMatchObject([
    { step: 4, summary },
    { step: 16, summary },
  ]);
  expect(await readSpectrum(db, { checkpointId: late, matrix: "blocks.0.mlp.W_in" })).toMatchObject({
    eigenvalues,
    baseline: null,
  });

  const [first, ...rest] = await listGroupStatistics(db, { runId, group: "plateau", space: undefined });
  expect(rest).toHaveLength(1);
  expect(first).toMatchObject({ step: 4, value: 2.5, reason: null });
  const key = {
    measurementId: first!.measurementId,
    group: "plateau",
    space: "W_in",
    statistic: "alpha_mid",
    method: "ratio",
  };
  expect(await readNullValues(db, key)).toEqual([2.9, 3, 3.1]);
});

test("of two configurations of a cell the one that finished last is shown", async () => {
  await using test = await testDb();
  const { db } = test;
  const { checkpointId } = await newCheckpoint(db);
  const workerId = await newWorker(db, "a");
  for (const [configHash, value] of [
    ["old", 1],
    ["new", 2],
  ] as const) {
    const id = (await claimCell(db, { checkpointId, cell: "influence", configHash, workerId }))!;
    await saveVectors(db, id, [{ name: "v", band: "", values: Float64Array.of(value) }]);
    await finishCell(db, id, { workerId, provenance, durationMs: 1 });
  }
  expect(await readVector(db, { checkpointId, name: "v", band: "" })).toEqual(Float64Array.of(2));
});
