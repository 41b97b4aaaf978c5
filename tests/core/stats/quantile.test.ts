import { describe, expect, test } from "vitest";
import { median, quantile } from "~/core/stats/quantile";

describe("quantile", () => {
  test("interpolates between order statistics", () => {
    expect(quantile([1, 2, 3, 4], 0)).toBe(1);
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(median([1, 2, 10])).toBe(2);
    expect(median([1, 3])).toBe(2);
  });

  test("refuses an empty sample and a rank outside 0…1", () => {
    expect(() => median([])).toThrow("no values");
    expect(() => quantile([1], 1.5)).toThrow("1.5");
  });
});
