import { expect, test } from "vitest";
import { excludesZero, percentileInterval } from "~/core/regimes/percentileInterval";

test("an interval holds the central 95 % of the draws", () => {
  expect(percentileInterval(Array.from({ length: 201 }, (_, i) => 200 - i))).toEqual([5, 195]);
});

test("without draws there is no interval, and it excludes nothing", () => {
  expect(percentileInterval([])).toBeNull();
  expect(excludesZero(null)).toBe(false);
});

test("zero is excluded by an interval on one side of it", () => {
  expect(
    [
      [1, 2],
      [-2, -1],
      [-1, 1],
      [0, 1],
    ].map(([low, high]) => excludesZero([low!, high!])),
  ).toEqual([true, true, false, false]);
});
