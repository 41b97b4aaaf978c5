import { expect, test } from "vitest";
import { normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";
import { selectAt } from "~/core/stats/selectAt";

test.each([1, 2, 3, 4, 17, 1000])("is the value of each rank of %i, distinct or with many ties", (n) => {
  const random = seededRandom(n + 1);
  const tied = Float64Array.from({ length: n }, () => randomInteger(random, 4));
  for (const values of [normalsFrom(seededRandom(n), n), tied]) {
    const sorted = values.slice().sort();
    for (const k of [0, n >> 2, n >> 1, n - 1]) {
      const parted = values.slice();
      expect(selectAt(parted, k)).toBe(sorted[k]);
      expect(Math.max(...parted.subarray(0, k), -Infinity)).toBeLessThanOrEqual(sorted[k]!);
    }
  }
});

test("sorted and reversed values take no longer path to a wrong answer", () => {
  const ascending = Float64Array.from({ length: 101 }, (_, i) => i);
  expect(selectAt(ascending.slice(), 50)).toBe(50);
  expect(selectAt(ascending.slice().reverse(), 50)).toBe(50);
});
