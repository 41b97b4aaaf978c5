import { expect, test } from "vitest";
import { ranksOf } from "~/core/influence/ranksOf";

test("the largest value has rank 1, and of equal ones the lower id comes first", () => {
  expect([...ranksOf([2, 5, 2, 9])]).toEqual([3, 2, 4, 1]);
});

test("ranks are a permutation that sorts the values", () => {
  const values = [0.3, -1, 4, 0, 2.5];
  const ranks = ranksOf(values);
  const sorted = [1, 2, 3, 4, 5].map((rank) => values[ranks.indexOf(rank)]!);
  expect(sorted).toEqual(values.toSorted((a, b) => b - a));
});
