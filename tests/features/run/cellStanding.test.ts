import { expect, test } from "vitest";
import { cellStanding } from "~/features/run/cellStanding";
import { isTabOf } from "~/features/run/tabs";

const checkpoints = (
  state: "done" | "running" | "pending" | "skipped" | "failed" | null,
  reason: string | null,
) => [
  {
    ...{ step: 4, tokens: 1, createdAt: new Date(0) },
    cells: state ? [{ cell: "routing" as const, state, reason, durationMs: null, isOlder: false }] : [],
  },
];
const ask = { step: 4, cell: "routing", what: "Routing is" } as const;

test.each([
  ["skipped", "too dear.", "Routing is not measured at step 4: too dear.", true],
  ["failed", "no file", "Measuring failed at step 4: no file.", true],
  ["running", null, "Routing is being measured now.", false],
  ["pending", null, "Routing is waiting to be measured.", false],
  ["done", null, null, false],
  [null, null, "Routing is not measured at step 4.", true],
] as const)(
  "a cell that is %s says so, and whether asking for it helps",
  (state, because, reason, canMeasure) => {
    expect(cellStanding(checkpoints(state, because), ask)).toEqual({ reason, canMeasure });
  },
);

test("where there is no checkpoint nothing can be measured", () => {
  expect(cellStanding([], ask)).toEqual({ reason: "There is no checkpoint at step 4.", canMeasure: false });
});

test("a neuron's page belongs to the Neurons tab, and no page below to the overview", () => {
  expect(isTabOf("/runs/a/neurons/12", "/runs/a/neurons")).toBe(true);
  expect(isTabOf("/runs/a/neurons", "/runs/a")).toBe(false);
  expect(isTabOf("/runs/a", "/runs/a")).toBe(true);
});
