import { expect, test } from "vitest";
import { median } from "~/core/stats/quantile";
import { normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";
import { selectMedian } from "~/core/stats/selectMedian";

test.each([1, 2, 3, 4, 17, 1000, 1001])("is the median of %i values, distinct or with many ties", (n) => {
  const values = normalsFrom(seededRandom(n), n);
  expect(selectMedian(values.slice())).toBe(median(values.slice().sort()));
  const random = seededRandom(n + 1);
  const tied = Float64Array.from({ length: n }, () => randomInteger(random, 4));
  expect(selectMedian(tied.slice())).toBe(median(tied.slice().sort()));
});

test("sorted and reversed values take no longer path to a wrong answer", () => {
  const ascending = Float64Array.from({ length: 101 }, (_, i) => i);
  expect(selectMedian(ascending.slice())).toBe(50);
  expect(selectMedian(ascending.slice().reverse())).toBe(50);
});
