import { describe, expect, test } from "vitest";
import { upperGamma } from "~/core/stats/special/upperGamma";

describe("upperGamma", () => {
  test.each([
    [0.5, 0.01, 0.887537083981715107],
    [0.5, 2, 0.0455002638963584144],
    [3, 2, 0.676676416183063459],
    [10, 12, 0.242392161670512349],
    [100, 130, 0.00275040836730652628],
    [4000, 3990, 0.560790706640642491],
    [4000, 4100, 0.0578118237879374306],
  ])("Q(%f, %f) agrees with mpmath to 1e-11", (a, x, value) => {
    expect(Math.abs(upperGamma(a, x) / value - 1)).toBeLessThan(1e-11);
  });
});
