import { describe, expect, test } from "vitest";
import { chiSquareQuantile, chiSquareSurvival } from "~/core/stats/chiSquare";

describe("chi-square", () => {
  test("with two degrees of freedom is an exponential law", () => {
    expect(chiSquareSurvival(3, 2)).toBeCloseTo(Math.exp(-1.5), 14);
    expect(chiSquareQuantile(0.975, 2)).toBeCloseTo(-2 * Math.log(0.025), 12);
  });

  test.each([
    [0.025, 2, 0.0506356159685797508],
    [0.5, 1, 0.454936423119572752],
    [0.95, 10, 18.3070380532751469],
    [0.025, 198, 160.92462970839076],
    [0.975, 8000, 8249.80684711030403],
  ])("quantile %f at %i degrees agrees with mpmath to 1e-12", (p, degrees, value) => {
    expect(Math.abs(chiSquareQuantile(p, degrees) / value - 1)).toBeLessThan(1e-12);
  });

  test("refuses what is no probability and no number of degrees", () => {
    expect(() => chiSquareQuantile(1, 3)).toThrow("not 1");
    expect(() => chiSquareQuantile(0.5, 0)).toThrow("not 0");
  });
});
