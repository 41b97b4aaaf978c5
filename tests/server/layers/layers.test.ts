import { expect, test } from "vitest";
import { claimJob, failJob } from "~/db/claimedJobs";
import type { Database } from "~/db/client";
import { findCheckpointAt } from "~/db/checkpoints";
import { claimCell, failCell, finishCell } from "~/db/ledger";
import { saveVectors } from "~/db/vectors";
import { createCaller } from "~/server/root";
import { liveContext } from "~tests/helpers/liveContext";
import { seedRun } from "~tests/helpers/seedRun";

const workerId = "seed";
const provenance = {
  ...{
    methods: { influence: "mean_ablation:forward_pass@1" },
    parameters: { layer: 0, "rare sequences": 4 },
  },
  ...{
    seed: 0,
    positions: 256,
    rarePositions: 40,
    sequences: 8,
    neurons: 8,
    tokensHash: null,
    countsHash: null,
  },
  ...{ weightsHash: "0".repeat(64), dtype: "f32", backend: "none", codeVersion: "test", warnings: [] },
};

async function claim(db: Database, runId: string): Promise<number> {
  const checkpoint = (await findCheckpointAt(db, runId, 0))!;
  const key = { checkpointId: checkpoint.id, cell: "layer", layer: 0, configHash: "l0", workerId } as const;
  return (await claimCell(db, key))!;
}

/** Rare: one strong neuron among eight; common: all alike. */
async function measureLayer(db: Database, measurementId: number): Promise<void> {
  const values = Float64Array.of(1, 1, 9, 1, 1, 1, 1, 1);
  await saveVectors(db, measurementId, [
    { name: "influence.absolute", band: "rare", values },
    { name: "influence.absolute.se", band: "rare", values: values.map(() => 0.5) },
    { name: "influence.absolute", band: "common", values: values.map(() => 2) },
  ]);
  await finishCell(db, measurementId, { workerId, provenance, durationMs: 900 });
}

test("layers are compared, what is measured of each, and the final one by the cell influence", async () => {
  await using context = await liveContext();
  const runId = await seedRun(context.db, { measured: [0] });
  const caller = createCaller(context);
  expect(await caller.layers.compare({ runId, step: 0 })).toMatchObject([
    { layer: 0, isFinal: false, state: "absent", rare: null, counts: null },
    {
      layer: 1,
      isFinal: true,
      state: "done",
      rare: { neurons: 512, leaders: 33, plateau: { present: true } },
    },
  ]);

  await measureLayer(context.db, await claim(context.db, runId));
  const [first] = await caller.layers.compare({ runId, step: 0 });
  expect(first).toMatchObject({
    ...{
      state: "done",
      durationMs: 900,
      counts: { positions: 256, rarePositions: 40, sequences: { rare: 4 } },
    },
    rare: { strongest: { neuron: 2, value: 9 }, leaders: 2, leadersShare: 10 / 16 },
    common: { leadersShare: 0.25, strongest: { interval: null } },
  });
  // t of 3 degrees at 97.5 % is 3.18245.
  expect(first!.rare!.strongest.interval![0]).toBeCloseTo(9 - 0.5 * 3.18245, 4);
  // Neurons 2 and 0 lead for rare targets, 0 and 1 for common ones; by chance 2 of 8 share 1/2 of one.
  expect(first!.shared!.value).toBeCloseTo(1 / 3, 12);
  expect(first!.shared!.byChance).toBeCloseTo(0.5 / 3.5, 12);

  const { bands, counts } = await caller.layers.at({ runId, step: 0, layer: 0 });
  expect(bands.rare).toMatchObject({ neurons: [2, 0, 1, 3, 4, 5, 6, 7], signed: null });
  expect(counts?.sequences.rare).toBe(4);
  // The final layer's are not touched.
  expect((await caller.influence.at({ runId, step: 0 })).bands.rare!.neurons).toHaveLength(512);
  const made = await caller.provenance.get({ runId, step: 0, cell: "layer", layer: 0 });
  expect(made.provenance.methods).toEqual(provenance.methods);
  await expect(caller.provenance.get({ runId, step: 0, cell: "layer", layer: 1 })).rejects.toMatchObject({
    ...{ code: "NOT_FOUND", message: expect.stringContaining("layer 1") as string },
  });
});

test("a layer that is asked for waits, is worked on, and fails with its reason; then it can be asked for again", async () => {
  await using context = await liveContext();
  const { db } = context;
  const runId = await seedRun(db, { measured: [0] });
  const caller = createCaller(context);
  const first = async () => (await caller.layers.compare({ runId, step: 0 }))[0]!;

  expect(await caller.layers.measure({ runId, step: 0, layers: [0] })).toEqual({ queued: 1 });
  expect(await caller.layers.measure({ runId, step: 0, layers: [0] })).toEqual({ queued: 0 });
  const [waiting] = await caller.system.jobs();
  expect(waiting).toMatchObject({ kind: "layer", state: "waiting", runId, step: 0, layer: 0 });
  expect(await first()).toMatchObject({ state: "waiting", reason: null });

  const job = (await claimJob(db, workerId))!;
  expect(job).toMatchObject({ kind: "layer", payload: { layer: 0 } });
  expect((await first()).state).toBe("running");

  await failCell(db, await claim(db, runId), "the weights are gone");
  await failJob(db, workerId, { job, message: "the weights are gone", final: true });
  expect(await first()).toMatchObject({ state: "failed", reason: "the weights are gone" });

  await caller.layers.measure({ runId, step: 0, layers: [0] });
  expect(await first()).toMatchObject({ state: "waiting", reason: null });
  await measureLayer(db, await claim(db, runId));
  expect(await first()).toMatchObject({ state: "done", reason: null });
  // What waits still finds it done; nothing is asked for twice.
  expect(await caller.layers.measure({ runId, step: 0, layers: [0] })).toEqual({ queued: 0 });
  expect(await caller.layers.measure({ runId, step: 0, layers: [0, 1] })).toEqual({ queued: 1 });
});

test("a layer the model lacks is refused by its number, a step without a checkpoint by its own", async () => {
  await using context = await liveContext();
  const runId = await seedRun(context.db, { measured: [0] });
  const caller = createCaller(context);
  await expect(caller.layers.measure({ runId, step: 0, layers: [0, 7] })).rejects.toMatchObject({
    ...{ code: "BAD_REQUEST", message: "There is no layer 7: the model at step 0 has layers 0 to 1." },
  });
  await expect(caller.layers.measure({ runId, step: 0, layers: [-1] })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  for (const ask of [caller.layers.compare, caller.layers.at, caller.layers.measure]) {
    await expect(ask({ runId, step: 99, layer: 0, layers: [0] })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }
});
