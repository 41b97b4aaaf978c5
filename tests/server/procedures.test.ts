import { expect, test } from "vitest";
import { liveContext } from "~tests/helpers/liveContext";
import { seedRun } from "~tests/helpers/seedRun";
import { createCaller } from "~/server/root";

test("a created run is listed, can be had, paused, stopped and put away", async () => {
  await using context = await liveContext();
  const caller = createCaller(context);
  const { id } = await caller.runs.create({ name: "mine", training: { steps: 300, warmupSteps: 10 } });
  expect(await caller.runs.list({})).toMatchObject([
    { id, name: "mine", state: "pending", totalSteps: 300, etaSeconds: null },
  ]);

  await caller.runs.setState({ runId: id, to: "kill" });
  expect(await caller.runs.get({ runId: id })).toMatchObject({
    state: "killed",
    config: { training: { steps: 300 } },
  });
  await expect(caller.runs.setState({ runId: id, to: "resume" })).rejects.toMatchObject({ code: "CONFLICT" });

  await caller.runs.archive({ runId: id, archived: true });
  expect(await caller.runs.list({})).toEqual([]);
  expect(await caller.runs.list({ archived: true })).toMatchObject([{ id }]);
});

test("a wrong config is refused before anything starts, naming every key, value and what is allowed", async () => {
  await using context = await liveContext();
  const caller = createCaller(context);
  const wrong = { model: { width: 100, heads: 3 }, training: { stepz: 5 }, seed: -1 };
  const refusal = await caller.runs.create(wrong).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "BAD_REQUEST" });
  const lines = (refusal as Error).message.split("\n");
  expect(lines).toContainEqual(expect.stringMatching(/^seed: .*-1/));
  expect(lines).toContainEqual(expect.stringMatching(/stepz: unknown key in training/));
  expect(await caller.runs.list({})).toEqual([]);
});

test("a run that is not there is NOT_FOUND by its id", async () => {
  await using context = await liveContext();
  const caller = createCaller(context);
  await expect(caller.runs.get({ runId: "nope" })).rejects.toMatchObject({
    code: "NOT_FOUND",
    message: expect.stringContaining("nope") as string,
  });
  await expect(caller.influence.at({ runId: "nope", step: 3 })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("the timeline holds one entry a measured step, and says of the others why", async () => {
  await using context = await liveContext();
  const runId = await seedRun(context.db, { measured: [0, 4, 16], skipped: [8] });
  const timeline = await createCaller(context).timeline.get({ runId });

  expect(timeline.steps).toEqual([0, 4, 16]);
  expect(timeline.checkpoints.map(({ step }) => step)).toEqual([0, 4, 8, 16]);
  expect(timeline.checkpoints[2]!.cells).toMatchObject([
    { cell: "influence", state: "skipped", reason: "skipped: too expensive" },
  ]);

  expect(timeline.series["loss.rare"]).toEqual({
    value: [9, 8.5, 7],
    low: [8.75, 8.25, 6.75],
    high: [9.25, 8.75, 7.25],
    reason: [null, null, null],
  });
  expect(timeline.series["loss.common"].value).toEqual([null, null, null]);
  for (const column of [timeline.regimes.rare, timeline.regimes.common]) expect(column).toHaveLength(3);
});

test("a planted plateau is seen for rare tokens and not for common ones", async () => {
  await using context = await liveContext();
  const runId = await seedRun(context.db, { measured: [1] });
  const { regimes } = await createCaller(context).timeline.get({ runId });
  const [rare] = regimes.rare;
  const [common] = regimes.common;
  expect(rare?.measurable === true && rare.plateau.present).toBe(true);
  expect(common?.measurable === true && common.plateau.present).toBe(false);
});

test("a group statistic comes with 95 % of its null over the steps, and with all of it at one step", async () => {
  await using context = await liveContext();
  const runId = await seedRun(context.db, { measured: [0, 2], skipped: [1] });
  const caller = createCaller(context);
  const [leaders] = (await caller.timeline.get({ runId })).groups;
  expect(leaders).toMatchObject({ group: "leaders", space: "W_in", value: [1.5, 1.5], size: [33, 33] });
  expect(leaders!.nullLow[0]).toBeGreaterThan(2);
  expect(leaders!.nullHigh[0]).toBeLessThan(3);
  expect(leaders!.nullHigh[0]! - leaders!.nullLow[0]!).toBeCloseTo(0.95, 1);

  const [at] = await caller.groups.at({ runId, step: 2 });
  expect(at).toMatchObject({ group: "leaders", step: 2, nullLow: leaders!.nullLow[1] });
  expect(await caller.groups.nullValues(at!)).toHaveLength(199);
  expect(await caller.groups.overSteps({ runId, ...at! })).toMatchObject({
    steps: [0, 2],
    columns: { value: [1.5, 1.5] },
  });
  expect(await caller.groups.at({ runId, step: 1 })).toEqual([]);
});

test("influences come in rank order, the neuron's number with each", async () => {
  await using context = await liveContext();
  const runId = await seedRun(context.db, { measured: [0] });
  const { bands, calibrated } = await createCaller(context).influence.at({ runId, step: 0 });
  const { neurons, absolute, signed } = bands.rare!;
  expect(absolute).toEqual(absolute.toSorted((a, b) => b - a));
  expect(neurons.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 512 }, (_, i) => i));
  expect(signed).toBeNull();
  expect(bands.all).toBeNull();
  expect(calibrated.map(({ band }) => band).sort()).toEqual(["common", "rare"]);
});

test("the heat map's ranks begin at 1, end at the last neuron and never rise in value", async () => {
  await using context = await liveContext();
  const runId = await seedRun(context.db, { measured: [0, 1] });
  const { steps, ranks, values } = await createCaller(context).influence.ranks({ runId, band: "rare" });
  expect(steps).toEqual([0, 1]);
  expect([ranks[0], ranks.at(-1)]).toEqual([1, 512]);
  for (const column of values) expect(column).toEqual(column.toSorted((a, b) => b! - a!));
});

test("a curve is thinned to what was asked for, on a stated grid", async () => {
  await using context = await liveContext();
  const runId = await seedRun(context.db, { measured: [0, 1, 2, 4] });
  const { stepsPerBucket, series } = await createCaller(context).series.get({
    runId,
    names: ["training.loss"],
  });
  expect(stepsPerBucket).toBe(1);
  expect(series["training.loss"]).toEqual({ steps: [0, 1, 2, 4], values: [8, 7.875, 7.75, 7.5] });
});

test("every measured number can say how it was made; what is not measured cannot", async () => {
  await using context = await liveContext();
  const runId = await seedRun(context.db, { measured: [0], skipped: [1] });
  const caller = createCaller(context);
  const made = await caller.provenance.get({ runId, step: 0, cell: "influence" });
  expect(made).toMatchObject({ durationMs: 12, provenance: { neurons: 512 }, checkpoint: { step: 0 } });
  await expect(caller.provenance.get({ runId, step: 1, cell: "influence" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});
