import { expect, test } from "vitest";
import { gapNotes } from "~/charts/gapNotes";

const column = (value: (number | null)[], reason?: (string | null)[]) => ({
  ...{ value, low: value, high: value },
  ...(reason && { reason }),
});

test("each reason is told once, with its steps; of many, how many", () => {
  const steps = [0, 1, 2, 4, 8, 1000];
  const reasons = ["too few neurons.", "too few neurons.", null, "no rare target", null, null];
  expect(gapNotes(steps, column([null, null, 1, null, null, 2], reasons))).toEqual([
    "no value at steps 0, 1: too few neurons",
    "no value at step 4: no rare target",
  ]);
  expect(
    gapNotes(
      steps,
      column(
        steps.map(() => null),
        steps.map(() => "no rare target"),
      ),
    ),
  ).toEqual(["no value at 6 steps: no rare target"]);
});

test("a value that is there needs no reason, and reasons may be unknown", () => {
  expect(gapNotes([0, 1], column([1, 2], ["old", null]))).toEqual([]);
  expect(gapNotes([0, 1], column([null, 2]))).toEqual([]);
});
