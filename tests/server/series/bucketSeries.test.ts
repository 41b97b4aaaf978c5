import { describe, expect, test } from "vitest";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { bucketSeries, bucketWidth } from "~/server/series/bucketSeries";

const stepsUpTo = (count: number) => Array.from({ length: count }, (_, step) => step);

describe("bucketWidth", () => {
  test("a curve that fits is not thinned", () => {
    expect(bucketWidth(2000, 2000)).toBe(1);
  });

  test("the width is a round number of steps that keeps the curve within the limit", () => {
    expect(bucketWidth(10_000, 1000)).toBe(50);
    expect(bucketWidth(3_000, 2000)).toBe(10);
    expect(bucketWidth(1_000_000, 2000)).toBe(2000);
  });
});

describe("bucketSeries", () => {
  test("of each bucket the lowest, the highest and the last point stay, in order of step", () => {
    const curve = { steps: stepsUpTo(10), values: [5, 1, 9, 4, 3, 2, 2, 8, 0, 6] };
    expect(bucketSeries(curve, 5)).toEqual({ steps: [1, 2, 4, 7, 8, 9], values: [1, 9, 3, 8, 0, 6] });
  });

  test("a spike of one step survives any thinning", () => {
    const values = Array.from(normalsFrom(seededRandom(3), 10_000));
    values[6_543] = 1e6;
    const thinned = bucketSeries({ steps: stepsUpTo(10_000), values }, 500);
    expect(thinned.values).toContain(1e6);
    expect(thinned.steps.length).toBeLessThanOrEqual(20 * 3);
  });

  test("a gap of one step survives as a gap", () => {
    const values: (number | null)[] = stepsUpTo(1000);
    values[321] = null;
    const { steps, values: kept } = bucketSeries({ steps: stepsUpTo(1000), values }, 100);
    expect(kept[steps.indexOf(321)]).toBeNull();
  });

  test("buckets begin at multiples of the width, so that two curves share one grid", () => {
    const late = bucketSeries({ steps: [7, 8, 9, 10, 11], values: [1, 2, 3, 4, 5] }, 10);
    expect(late.steps).toEqual([7, 9, 10, 11]);
  });

  test("every kept point is a point of the curve, and the last one is kept", () => {
    const values = Array.from(normalsFrom(seededRandom(9), 777));
    const { steps, values: kept } = bucketSeries({ steps: stepsUpTo(777), values }, 20);
    expect(steps.at(-1)).toBe(776);
    expect(kept).toEqual(steps.map((step) => values[step]));
    expect(new Set(steps).size).toBe(steps.length);
  });

  test("an empty curve stays empty", () => {
    expect(bucketSeries({ steps: [], values: [] }, 10)).toEqual({ steps: [], values: [] });
  });
});
