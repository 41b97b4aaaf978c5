import { describe, expect, test } from "vitest";
import { ksDistance, ksDistanceOfSamples } from "~/core/stats/ksDistance";

describe("ksDistance", () => {
  test("counts both sides of each step", () => {
    expect(ksDistance([0.5], (x) => x)).toBe(0.5);
    expect(ksDistance([0.1, 0.2], (x) => x)).toBeCloseTo(0.8, 15);
    expect(ksDistance([0.8, 0.9], (x) => x)).toBeCloseTo(0.8, 15);
  });

  test("of two samples is 1 when they do not overlap and 0 when they are the same, ties or not", () => {
    expect(ksDistanceOfSamples([1, 2], [3, 4, 5])).toBe(1);
    expect(ksDistanceOfSamples([1, 1, 2], [1, 1, 2])).toBe(0);
    expect(ksDistanceOfSamples([1, 2, 3, 4], [2, 4])).toBeCloseTo(0.25, 15);
  });

  test("refuses an empty sample", () => {
    expect(() => ksDistance([], (x) => x)).toThrow("no values");
    expect(() => ksDistanceOfSamples([1], [])).toThrow("both samples");
  });
});
