import { expect, test } from "vitest";
import { createCaller } from "~/server/root";
import { evenlySpaced } from "~/server/neurons/evenlySpaced";
import { liveContext } from "~tests/helpers/liveContext";
import { seedLayer } from "~tests/helpers/seedLayer";
import { seedRun } from "~tests/helpers/seedRun";

const neurons = 512;

/** A seeded run of 512 influences; its config is of a layer of as many. */
async function seeded(db: Parameters<typeof seedRun>[0], measured: number[]): Promise<string> {
  const runId = await seedRun(db, { measured });
  await db.$executeRaw`update "Run" set config = jsonb_set(config, '{model,mlpWidth}', to_jsonb(${neurons}::int)) where id = ${runId}`;
  return runId;
}

test("every number of every neuron at a step, with where it stands", async () => {
  await using context = await liveContext();
  const runId = await seeded(context.db, [0, 4]);
  await seedLayer(context.db, { runId, step: 4 });
  const at = await createCaller(context).neurons.at({ runId, step: 4 });
  expect(Object.keys(at.columns).sort()).toEqual([
    "influence.absolute:common",
    "influence.absolute:rare",
    "neuron.cosInOut",
    "neuron.normIn",
    "neuron.normOut",
  ]);
  const { rank, regime } = at.standings.rare!;
  const strongest = rank.indexOf(1);
  const influences = at.columns["influence.absolute:rare"]!;
  expect(influences[strongest]).toBe(Math.max(...influences.map(Number)));
  expect(regime[strongest]).toBe("plateau");
  expect(rank.toSorted((a, b) => a - b)).toEqual(Array.from({ length: neurons }, (_, i) => i + 1));
});

test("one neuron over the steps: its influence and its rank, those of its column in every step's list", async () => {
  await using context = await liveContext();
  const runId = await seeded(context.db, [0, 4]);
  const caller = createCaller(context);
  const neuron = 17;
  const trajectory = await caller.neurons.trajectory({ runId, neuron });
  const history = await caller.neurons.ranks({ runId, band: "rare" });
  expect(trajectory.steps).toEqual([0, 4]);
  expect(history.ranks[neuron]).toEqual(trajectory.rare.rank);
  const { columns } = await caller.neurons.at({ runId, step: 4 });
  expect(trajectory.rare.absolute[1]).toBeCloseTo(columns["influence.absolute:rare"]![neuron]!, 9);
  expect(trajectory.rare.signed).toEqual([null, null]);
  expect(trajectory.rare.sequences).toEqual([64, 64]);
  expect(trajectory.subElbow).toBeNull();
});

test("what a neuron is about: its tokens by text, its contexts, and nothing where nothing was measured", async () => {
  await using context = await liveContext();
  const runId = await seeded(context.db, [0, 4]);
  await seedLayer(context.db, { runId, step: 4 });
  const caller = createCaller(context);
  const one = await caller.neurons.one({ runId, step: 4, neuron: 1 });
  expect(one.promoted.top).toEqual([
    { id: 0, value: 1, token: "a" },
    { id: 1, value: 0.5, token: " b" },
  ]);
  expect(one.contexts).toMatchObject([
    { position: 7, target: { token: "\n" }, tokens: [{ token: "a" }, { token: " b" }] },
  ]);
  expect(one.neighbours).toEqual({ in: null, out: null });
  const before = await caller.neurons.one({ runId, step: 0, neuron: 1 });
  expect(before).toMatchObject({ promoted: { top: null }, contexts: [] });
});

test("a neuron the layer lacks is refused by its number and what is allowed", async () => {
  await using context = await liveContext();
  const runId = await seeded(context.db, [0]);
  await expect(createCaller(context).neurons.one({ runId, step: 0, neuron: 512 })).rejects.toMatchObject({
    code: "NOT_FOUND",
    message: "Neuron 512 is not in the layer: its neurons are 0 to 511.",
  });
});

test("migrations count every neuron once, and leaders are those of the step asked for", async () => {
  await using context = await liveContext();
  const runId = await seeded(context.db, [0, 4]);
  const caller = createCaller(context);
  const { counts, entered, left } = await caller.influence.migrations({
    runId,
    from: 0,
    to: 4,
    band: "rare",
  });
  expect(counts.flat().reduce((a, b) => a + b)).toBe(neurons);
  const column = counts.reduce((sum, row) => sum + row[0]!, 0);
  const row = counts[0]!.reduce((a, b) => a + b);
  expect(entered.length - left.length).toBe(column - row);

  const leaders = await caller.influence.leaders({ runId, step: 4, band: "rare", count: 3 });
  const { standings } = await caller.neurons.at({ runId, step: 4 });
  expect(leaders.neurons.map((neuron) => standings.rare!.rank[neuron])).toEqual([1, 2, 3]);
  expect(leaders.values[0]).toHaveLength(2);
  await expect(caller.influence.migrations({ runId, from: 0, to: 3, band: "rare" })).rejects.toThrow(
    "not measured at step 3",
  );
});

test("groups come with Holm's p and its family, and the matrix in the order of its communities", async () => {
  await using context = await liveContext();
  const runId = await seeded(context.db, [4]);
  await seedLayer(context.db, { runId, step: 4 });
  const caller = createCaller(context);
  const rows = await caller.groups.at({ runId, step: 4 });
  const within = rows.find(
    ({ statistic, method }) => statistic === "coactivation_within" && method.includes("mean_r"),
  )!;
  expect(within).toMatchObject({ group: "leaders", size: 12, draws: 39, pHolm: within.p });
  expect(within.family).toContain("over 1 group: leaders");
  expect(await caller.groups.nullValues(within)).toHaveLength(39);
  expect(await caller.groups.correlation({ runId, step: 4 })).toMatchObject({
    neurons: [4, 2],
    matrix: [
      [1, 0.5],
      [0.5, 1],
    ],
  });
  expect(await caller.groups.routing({ runId, step: 4 })).toBeNull();
});

test("of many steps some are kept, evenly, both ends among them", () => {
  const items = Array.from({ length: 100 }, (_, i) => i);
  const kept = evenlySpaced(items, 12);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([12, 0, 99]);
  expect(evenlySpaced([1, 2], 12)).toEqual([1, 2]);
});
