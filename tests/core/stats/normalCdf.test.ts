import { describe, expect, test } from "vitest";
import { logNormalCdf, normalCdf } from "~/core/stats/normalCdf";

describe("normalCdf and logNormalCdf", () => {
  // mpmath, 40 digits.
  test.each([
    [-8, 6.22096057427178412e-16, -35.0134371599145499],
    [-2, 0.0227501319481792072, -3.78318433368203195],
    [-1, 0.158655253931457051, -1.84102164500926351],
    [-0.5, 0.308537538725986896, -1.17591176159361861],
    [0, 0.5, -0.693147180559945309],
    [3, 0.998650101968369905, -0.0013508099647481938],
  ])("at %f agree with mpmath to 1e-13", (z, value, logarithm) => {
    expect(Math.abs(normalCdf(z) / value - 1)).toBeLessThan(1e-13);
    expect(Math.abs(logNormalCdf(z) / logarithm - 1)).toBeLessThan(1e-13);
  });

  test("the logarithm stays finite where the probability underflows", () => {
    expect(normalCdf(-40)).toBe(0);
    expect(logNormalCdf(-40)).toBeCloseTo(-804.608442013753788, 10);
    expect(logNormalCdf(-1000)).toBeCloseTo(-500007.826694812184, 7);
  });
});
