import { expect, test } from "vitest";
import { parseRunConfig } from "~/core/runConfig";
import { listEventsAfter } from "~/db/events";
import { queueSizes } from "~/db/queue";
import { killRun, pauseRun, resumeRun } from "~/db/runControl";
import { recordProgress } from "~/db/runProgress";
import { archiveRun, countRuns, createRun, findRun, getRun, listRuns } from "~/db/runs";
import { listRunStates, setRunState, setRunStateIfPossible } from "~/db/runStates";
import { startRun } from "~/db/startRun";
import { testDb } from "~tests/helpers/testDb";

const config = parseRunConfig({ name: "tiny", training: { steps: 40, warmupSteps: 5 } });
const codeVersion = "test";

test("a run is read back as it was created", async () => {
  await using test = await testDb();
  const { id } = await createRun(test.db, { kind: "training", config, codeVersion });
  const run = await getRun(test.db, id);
  expect(run).toMatchObject({ name: "tiny", state: "pending", step: 0, totalSteps: 40, codeVersion });
  expect(run.config).toEqual(config);
});

test("an unknown run is named in the error", async () => {
  await using test = await testDb();
  expect(await findRun(test.db, "nope")).toBeNull();
  await expect(getRun(test.db, "nope")).rejects.toMatchObject({
    code: "not_found",
    message: "There is no run nope.",
  });
  await expect(setRunState(test.db, { runId: "nope", state: "running" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("runs are listed newest first, the archived ones apart", async () => {
  await using test = await testDb();
  const { db } = test;
  const first = await createRun(db, { kind: "training", config, codeVersion });
  const second = await createRun(db, { kind: "training", config, codeVersion });
  const third = await createRun(db, { kind: "training", config, codeVersion });
  await archiveRun(db, second.id, true);
  expect((await listRuns(db)).map(({ id }) => id)).toEqual([third.id, first.id]);
  expect((await listRuns(db, { archived: true })).map(({ id }) => id)).toEqual([second.id]);
  expect(await countRuns(db)).toBe(3);
});

test("each change of state is recorded once, with its reason, the step and an event", async () => {
  await using test = await testDb();
  const { db } = test;
  const { id: runId } = await createRun(db, { kind: "training", config, codeVersion });
  expect(await setRunState(db, { runId, state: "running" })).toBe(true);
  expect(await recordProgress(db, { runId, step: 12, tokensPerSecond: 4100, trainingMs: 30 })).toBe(
    "running",
  );
  expect(
    await setRunState(db, { runId, state: "failed", reason: "loss is NaN", code: "loss_not_finite" }),
  ).toBe(true);
  expect(await setRunState(db, { runId, state: "failed", reason: "again" })).toBe(false);

  expect(await getRun(db, runId)).toMatchObject({
    state: "failed",
    stateReason: "loss is NaN",
    stateCode: "loss_not_finite",
    step: 12,
  });
  expect(await listRunStates(db, runId)).toMatchObject([
    { state: "pending", reason: null, step: 0 },
    { state: "running", reason: null, step: 0 },
    { state: "failed", reason: "loss is NaN", step: 12 },
  ]);
  const events = async () => (await listEventsAfter(db, { runId, cursor: null })).map(({ event }) => event);
  await expect.poll(events, { timeout: 10_000 }).toEqual([
    { type: "status", state: "running", reason: null },
    { type: "status", state: "failed", reason: "loss is NaN" },
  ]);
});

test("a run that is over stays so", async () => {
  await using test = await testDb();
  const { id } = await startRun(test.db, { kind: "training", config, codeVersion });
  await killRun(test.db, id);
  await expect(resumeRun(test.db, id)).rejects.toMatchObject({
    code: "conflict",
    message: `Run ${id} is killed, so it cannot become pending.`,
  });
  expect((await getRun(test.db, id)).finishedAt).toBeInstanceOf(Date);
});

test("of two who move a run at once one does and the other is told how it is", async () => {
  await using test = await testDb();
  const { db } = test;
  const { id: runId } = await createRun(db, { kind: "training", config, codeVersion });
  const moved = await Promise.all(
    Array.from({ length: 6 }, () => setRunState(db, { runId, state: "running" })),
  );
  expect(moved.filter(Boolean)).toHaveLength(1);
  expect(await listRunStates(db, runId)).toHaveLength(2);
});

test("starting queues the training once, and so does resuming after a pause", async () => {
  await using test = await testDb();
  const { db } = test;
  const { id } = await startRun(db, { kind: "training", config, codeVersion });
  expect((await queueSizes(db)).train).toEqual({ waiting: 1, active: 0, failed: 0 });
  await pauseRun(db, id);
  await resumeRun(db, id);
  expect((await queueSizes(db)).train.waiting).toBe(1);
});

test("a change inside a transaction that fails never happened", async () => {
  await using test = await testDb();
  const { db } = test;
  const { id: runId } = await createRun(db, { kind: "training", config, codeVersion });
  const failing = db.$transaction(async (tx) => {
    await setRunState(tx, { runId, state: "running" });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect((await getRun(db, runId)).state).toBe("pending");
  expect(await listRunStates(db, runId)).toHaveLength(1);
});

test("a worker that begins a slice in the moment of a pause does not overrule it", async () => {
  await using test = await testDb();
  const { db } = test;
  const { id: runId } = await createRun(db, {
    kind: "training",
    config: parseRunConfig({}),
    codeVersion: "test",
  });
  await setRunState(db, { runId, state: "running" });
  await setRunState(db, { runId, state: "paused" });
  expect(await setRunStateIfPossible(db, { runId, state: "running" })).toBe(false);
  expect((await getRun(db, runId)).state).toBe("paused");
});
