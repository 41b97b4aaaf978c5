import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { scheduledCells } from "~/core/cells";
import { parseIngestConfig } from "~/core/ingestConfig";
import { requestBackfill } from "~/db/backfill";
import { listCheckpoints } from "~/db/checkpoints";
import type { Database } from "~/db/client";
import { findProvenance } from "~/db/findProvenance";
import { killRun } from "~/db/runControl";
import { getRun } from "~/db/runs";
import { listSpectra } from "~/db/spectra";
import { startRun } from "~/db/startRun";
import { changedCheckpoint } from "~tests/helpers/changedCheckpoint";
import { familyFolder } from "~tests/helpers/goldenFamilies";
import { testDb } from "~tests/helpers/testDb";
import { workUntil } from "~tests/helpers/workUntil";

vi.setConfig({ testTimeout: 180_000 });
const untilIt = { timeout: 120_000, interval: 50 };

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "plateau-weights-only-"));
  const ids = Uint16Array.from({ length: 3000 }, (_, k) => (k * k + 3 * k) % 80);
  await writeFile(join(directory, "tokens.u16"), new Uint8Array(ids.buffer));
});
afterAll(() => rm(directory, { recursive: true }));

const ingest = async (
  db: Database,
  source: string,
  { follow = false, text = {} }: { follow?: boolean; text?: object } = {},
) => {
  const measure = { positions: 512, nullGroups: 19 };
  const config = parseIngestConfig({ source, follow, text: { context: 16, ...text }, measure });
  return (await startRun(db, { kind: "ingest", config, codeVersion: "test" })).id;
};
const tokens = () => ({ file: join(directory, "tokens.u16") });
const database = (databaseUrl: string) => ({ databaseUrl, dataDirectory: join(directory, "data") });

const ended = (db: Database, runId: string) =>
  expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe("finished");

const namesOf = async (db: Database, runId: string) =>
  (await listSpectra(db, { runId })).map(({ matrix }) => matrix);

const cellsAt = async (db: Database, runId: string, index = 0) =>
  new Map((await listCheckpoints(db, runId))[index]?.cells.map((status) => [status.cell, status]));

const cellsThat = async (db: Database, runId: string, state: string, index = 0) =>
  [...(await cellsAt(db, runId, index)).values()].flatMap((status) =>
    status.state === state ? [status.cell] : [],
  );

test("an unknown architecture has the spectra of every matrix, and of all else the reason", async () => {
  await using test = await testDb();
  const { db, url } = test;
  await using checkpoint = await changedCheckpoint("llama", { config: { model_type: "mamba" } });
  const runId = await ingest(db, checkpoint.folder);
  await workUntil(database(url), () => ended(db, runId));

  const names = await namesOf(db, runId);
  expect(names).toContain("model.layers.1.mlp.down_proj.weight");
  expect(names).toContain("model.embed_tokens.weight");
  expect(names).not.toContain("model.norm.weight");
  const cells = await cellsAt(db, runId);
  expect(new Set(cells.keys())).toEqual(new Set(scheduledCells));
  expect(await cellsThat(db, runId, "done")).toEqual(["spectraAll"]);
  for (const cell of scheduledCells.filter((name) => name !== "spectraAll")) {
    expect(cells.get(cell)).toMatchObject({
      state: "skipped",
      reason: expect.stringMatching(
        /^Its neurons cannot be analysed: the model_type in .* is "mamba"/,
      ) as string,
    });
  }
  const [only] = await listCheckpoints(db, runId);
  const made = await findProvenance(db, { checkpointId: only!.id, cell: "spectraAll" });
  expect(made?.provenance).toMatchObject({
    ...{ neurons: null, positions: null, tokensHash: null },
    dtype: "float32 weights, float64 spectra and statistics",
    weightsHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

test("once its config.json says what it is, a backfill measures the neurons", async () => {
  await using test = await testDb();
  const { db, url } = test;
  await using checkpoint = await changedCheckpoint("llama", { config: { model_type: "mamba" } });
  const runId = await ingest(db, checkpoint.folder, { text: tokens() });
  await workUntil(database(url), async () => {
    await ended(db, runId);
    await cp(join(familyFolder("llama"), "config.json"), join(checkpoint.folder, "config.json"));
    await requestBackfill(db, runId, ["influence", "neurons", "spectra", "spectraAll"]);
    await expect
      .poll(() => cellsThat(db, runId, "done"), untilIt)
      .toEqual(expect.arrayContaining(["influence", "neurons", "spectra"]));
    await expect.poll(() => namesOf(db, runId), untilIt).toContain("blocks.0.mlp.W_out");
  });
  const names = await namesOf(db, runId);
  expect(names).toContain("blocks.1.mlp.W_out");
  // The names of the file are of the measurement before.
  expect(names.filter((name) => name.startsWith("model."))).toEqual([]);
});

test("a followed folder of an unknown architecture: each checkpoint gets its spectra as it is written", async () => {
  await using test = await testDb();
  const { db, url } = test;
  await using checkpoint = await changedCheckpoint("gpt2", { config: { model_type: "mamba" } });
  const folder = join(directory, "followed");
  await mkdir(folder);
  const runId = await ingest(db, folder, { follow: true });
  const write = async (step: number) => {
    await cp(checkpoint.folder, join(folder, `tmp-${step}`), { recursive: true });
    await rename(join(folder, `tmp-${step}`), join(folder, `checkpoint-${step}`));
  };
  await workUntil(database(url), async () => {
    for (const [index, step] of [10, 20].entries()) {
      await write(step);
      await expect.poll(() => cellsThat(db, runId, "done", index), untilIt).toEqual(["spectraAll"]);
    }
    expect((await getRun(db, runId)).state).toBe("running");
    await killRun(db, runId);
  });
  expect((await listCheckpoints(db, runId)).map(({ step }) => step)).toEqual([10, 20]);
});

test("in a followed folder a config.json that comes late is all it takes, and one that is wrong is tried once", async () => {
  await using test = await testDb();
  const { db, url } = test;
  await using checkpoint = await changedCheckpoint("llama", { config: { model_type: "mamba" } });
  const folder = join(directory, "late");
  await cp(checkpoint.folder, join(folder, "checkpoint-10"), { recursive: true });
  const runId = await ingest(db, folder, { follow: true, text: tokens() });
  const config = join(folder, "checkpoint-10", "config.json");
  const reasonOf = async () => (await cellsAt(db, runId)).get("influence")?.reason;
  await workUntil(database(url), async () => {
    await expect.poll(reasonOf, untilIt).toContain('is "mamba"');
    await writeFile(config, JSON.stringify({ model_type: "rwkv" }));
    await expect.poll(reasonOf, untilIt).toContain('is "rwkv"');
    const jobs = () => db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from pgboss.job where name = 'measure'`;
    const [before] = await jobs();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect((await jobs())[0]).toEqual(before);
    await cp(join(familyFolder("llama"), "config.json"), config);
    await expect
      .poll(() => cellsThat(db, runId, "done"), untilIt)
      .toEqual(expect.arrayContaining(["influence", "neurons", "spectra"]));
    await killRun(db, runId);
  });
});

test("a known model without a text keeps its matrices' names, and says what would have to be given", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const runId = await ingest(db, familyFolder("pythia"));
  await workUntil(database(url), () => ended(db, runId));
  expect(new Set(await cellsThat(db, runId, "done"))).toEqual(new Set(["spectra", "spectraAll"]));
  const names = await namesOf(db, runId);
  expect(names).toContain("blocks.1.mlp.W_in");
  expect(names.length).toBe(new Set(names).size);
  expect((await cellsAt(db, runId)).get("influence")?.reason).toMatch(
    /^Its neurons need a text to be measured on\. There is no tokenizer beside /,
  );
});

test("a run of which nothing could be read has failed, and says of what", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const folder = join(directory, "broken");
  await mkdir(folder);
  await writeFile(join(folder, "model.safetensors"), "these are no weights");
  const runId = await ingest(db, folder);
  await workUntil(database(url), () =>
    expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe("failed"),
  );
  expect((await getRun(db, runId)).stateReason).toContain(folder);
});
