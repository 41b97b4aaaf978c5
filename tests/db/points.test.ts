import { expect, test } from "vitest";
import { parseRunConfig } from "~/core/runConfig";
import type { Database } from "~/db/client";
import { appendPoints, readSeries } from "~/db/points";
import { createRun } from "~/db/runs";
import { testDb } from "~tests/helpers/testDb";

const newRun = async (db: Database) =>
  (await createRun(db, { kind: "training", config: parseRunConfig({}), codeVersion: "test" })).id;

test("a curve comes back by step, with intervals, and with NaN and infinities marked as what they are", async () => {
  await using test = await testDb();
  const runId = await newRun(test.db);
  await appendPoints(test.db, runId, [
    { name: "loss.all", step: 4, value: -Infinity },
    { name: "loss.all", step: 2, value: NaN },
    { name: "loss.all", step: 1, value: 3.25, low: 3, high: 3.5 },
    { name: "loss.all", step: 3, value: Infinity },
    { name: "loss.all", step: 5, value: null, reason: "no position is rare" },
  ]);
  expect(await readSeries(test.db, { runId })).toEqual({
    "loss.all": {
      steps: [1, 2, 3, 4, 5],
      values: [3.25, null, null, null, null],
      low: [3, null, null, null, null],
      high: [3.5, null, null, null, null],
      kinds: ["finite", "nan", "+inf", "-inf", "none"],
      reasons: [null, null, null, null, "no position is rare"],
    },
  });
});

test("writing a step again replaces it, and of two values in one call the later holds", async () => {
  await using test = await testDb();
  const runId = await newRun(test.db);
  await appendPoints(test.db, runId, [{ name: "a", step: 1, value: 1 }]);
  await appendPoints(test.db, runId, [
    { name: "a", step: 1, value: 2 },
    { name: "a", step: 1, value: 3 },
  ]);
  expect((await readSeries(test.db, { runId })).a).toMatchObject({ steps: [1], values: [3] });
});

test("names and steps can be chosen, and runs do not mix", async () => {
  await using test = await testDb();
  const { db } = test;
  const [runId, other] = [await newRun(db), await newRun(db)];
  const points = ["a", "b"].flatMap((name) => [1, 2, 3, 4].map((step) => ({ name, step, value: step })));
  await appendPoints(db, runId, points);
  await appendPoints(db, other, [{ name: "a", step: 2, value: 99 }]);
  const series = await readSeries(db, { runId, names: ["a", "absent"], fromStep: 2, toStep: 3 });
  expect(Object.keys(series)).toEqual(["a"]);
  expect(series.a).toMatchObject({ steps: [2, 3], values: [2, 3] });
});

test("writers that make the same new curve at once share it", async () => {
  await using test = await testDb();
  const { db } = test;
  const runId = await newRun(db);
  await Promise.all(
    [1, 2, 3, 4, 5].map((step) => appendPoints(db, runId, [{ name: "new", step, value: step }])),
  );
  expect((await readSeries(db, { runId })).new?.steps).toEqual([1, 2, 3, 4, 5]);
});

test("a float64 survives exactly", async () => {
  await using test = await testDb();
  const runId = await newRun(test.db);
  const values = [0.1 + 0.2, 5e-324, -1.7976931348623157e308, 1 / 3];
  await appendPoints(
    test.db,
    runId,
    values.map((value, step) => ({ name: "a", step, value })),
  );
  expect((await readSeries(test.db, { runId })).a?.values).toEqual(values);
});
