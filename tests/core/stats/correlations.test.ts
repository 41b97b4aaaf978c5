import { expect, test } from "vitest";
import { gini } from "~/core/stats/gini";
import { pearson } from "~/core/stats/pearson";
import { midRanks, spearman } from "~/core/stats/spearman";

test("Pearson by hand, and none where a value does not vary", () => {
  expect(pearson([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5, 14);
  expect(pearson([1, 2, 3], [-2, -4, -6])).toBeCloseTo(-1, 14);
  expect(pearson([1, 2, 3], [5, 5, 5])).toBeNull();
  expect(() => pearson([1], [1, 2])).toThrow("1 values cannot be paired with 2");
});

test("equal values share their rank", () => {
  expect([...midRanks([30, 10, 20, 20])]).toEqual([4, 1, 2.5, 2.5]);
});

test("Spearman sees any increasing relation as perfect", () => {
  expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1, 14);
  expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 14);
});

test("Gini: equal shares, one owner, by hand, and nothing to share", () => {
  expect(gini([2, 2, 2])).toBeCloseTo(0, 14);
  expect(gini([0, 0, 0, 8])).toBeCloseTo(0.75, 14);
  expect(gini([1, 3])).toBeCloseTo(0.25, 14);
  expect(gini([0, 0])).toBeNull();
});
