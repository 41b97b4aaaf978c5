import { expect, test } from "vitest";
import { overlapPoint } from "~workers/measure/influence/compareBands";

test("the leaders are a quarter of a small layer", () => {
  const first = [9, 8, 1, 1, 1, 1, 1, 1];
  const second = [9, 1, 8, 1, 1, 1, 1, 1];
  // Leaders {0, 1} and {0, 2}: one shared of three.
  expect(overlapPoint("overlap.rare", 4, [first, second])).toEqual({
    name: "overlap.rare",
    step: 4,
    value: 1 / 3,
  });
});

test("the first checkpoint has nothing to be compared with", () => {
  expect(overlapPoint("overlap.rare", 0, [[1, 2, 3, 4], null])).toEqual({
    name: "overlap.rare",
    step: 0,
    value: null,
    reason: "no checkpoint before it is measured",
  });
});

test("a neuron without influence leads nowhere, and where none leads that is said", () => {
  expect(
    overlapPoint("overlap.boost", 4, [
      [1, 0, 0, 0, 0, 0, 0, 0],
      [1, 0, 0, 0, 0, 0, 0, 0],
    ]).value,
  ).toBe(1);
  expect(overlapPoint("overlap.boost", 4, [new Float64Array(8), new Float64Array(8)])).toEqual({
    ...{ name: "overlap.boost", step: 4, value: null, reason: "no neuron leads in either" },
  });
});
