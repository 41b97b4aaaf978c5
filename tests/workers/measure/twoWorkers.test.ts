import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scheduledCells } from "~/core/cells";
import { saveCheckpointRow } from "~/db/checkpoints";
import { claimCell } from "~/db/ledger";
import { createRun } from "~/db/runs";
import { beat, registerWorker, stopWorker } from "~/db/workerRows";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { openBackend } from "~workers/backends/openBackend";
import { saveCheckpoint } from "~workers/checkpoints/saveCheckpoint";
import { openCorpus } from "~workers/corpora/openCorpus";
import { createTrainer } from "~workers/lm/createTrainer";
import { measureCheckpoint } from "~workers/measure/measureCheckpoint";
import { testDb, type TestDb } from "~tests/helpers/testDb";
import { tinyConfig } from "~tests/helpers/tinyRun";

const config = tinyConfig({
  ...{ corpus: { maxTokens: 60_000 }, training: { steps: 8 } },
  measure: { positions: 512, nullGroups: 19, routingPositions: 256 },
});
let made: TestDb;
let backend: ComputeBackend;
let directory: string;
let runId: string;
let heart: ReturnType<typeof setInterval>;
const checkpoints: number[] = [];

beforeAll(async () => {
  made = await testDb();
  backend = await openBackend();
  directory = await mkdtemp(join(tmpdir(), "two-workers-"));
  runId = (await createRun(made.db, { kind: "training", config, codeVersion: "test" })).id;
  for (const id of ["a", "b", "dead"])
    await registerWorker(made.db, { id, host: "here", pid: 1, backend: "native", codeVersion: "test" });
  // A worker that is silent for ten seconds is taken for dead.
  heart = setInterval(() => void Promise.all(["a", "b"].map((id) => beat(made.db, id))), 1_000);
  const corpus = await openCorpus({ config, directory: join(directory, "corpora") });
  const trainer = createTrainer({ backend, config, corpus });
  for (const step of [0, 1]) {
    while (trainer.step < step) await trainer.trainStep();
    const { folder, ...saved } = await saveCheckpoint(join(directory, "runs", runId), await trainer.save());
    checkpoints.push(await saveCheckpointRow(made.db, { ...saved, runId, uri: folder }));
  }
  trainer.dispose();
});

afterAll(async () => {
  clearInterval(heart);
  await rm(directory, { recursive: true });
  await made[Symbol.asyncDispose]();
});

const measure = (checkpointId: number, workerId: string) =>
  measureCheckpoint({
    ...{ db: made.db, backend, checkpointId, workerId, dataDirectory: directory, codeVersion: "test" },
    signal: new AbortController().signal,
  });

const measuredEvents = async (checkpointId: number) => {
  const [row] = await made.db.$queryRaw<{ cells: string[] }[]>`
    select array_agg(event->>'cell') as cells from "Event"
    where event->>'type' = 'measured' and (event->>'checkpointId')::int = ${checkpointId}`;
  return row!.cells.sort();
};

test("two workers at one checkpoint share its cells: each is computed once, by one of them", async () => {
  const [checkpointId] = checkpoints as [number];
  await Promise.all([measure(checkpointId, "a"), measure(checkpointId, "b")]);
  const rows = await made.db.measurement.findMany({ where: { checkpointId } });
  expect(rows.map(({ cell, state }) => `${cell} ${state}`).sort()).toEqual(
    scheduledCells.map((cell) => `${cell} done`).sort(),
  );
  expect(await measuredEvents(checkpointId)).toEqual([...scheduledCells].sort());
});

test("the cell of a worker that was killed in the middle is taken over, those of one that lives are left to it", async () => {
  const checkpointId = checkpoints[1]!;
  await measure(checkpointId, "a");
  const cells = await made.db.measurement.findMany({ where: { checkpointId } });
  const keyOf = (cell: "spectra" | "routing") => {
    const { configHash } = cells.find((row) => row.cell === cell)!;
    return { checkpointId, cell, configHash };
  };
  await made.db.measurement.deleteMany({ where: { checkpointId, cell: { in: ["spectra", "routing"] } } });
  const [half, held] = [
    await claimCell(made.db, { ...keyOf("spectra"), workerId: "dead" }),
    await claimCell(made.db, { ...keyOf("routing"), workerId: "b" }),
  ];
  await stopWorker(made.db, "dead");
  await beat(made.db, "b");
  await measure(checkpointId, "a");
  const after = await made.db.measurement.findMany({ where: { id: { in: [half!, held!] } } });
  expect(after.find(({ id }) => id === half)).toMatchObject({ state: "done", workerId: "a" });
  expect(after.find(({ id }) => id === held)).toMatchObject({ state: "running", workerId: "b" });
});
