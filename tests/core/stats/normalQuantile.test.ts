import { describe, expect, test } from "vitest";
import { normalCdf } from "~/core/stats/normalCdf";
import { normalQuantile } from "~/core/stats/normalQuantile";

describe("normalQuantile", () => {
  test.each([
    [1e-20, -9.26234008979840757],
    [1e-6, -4.75342430882289895],
    [0.01, -2.3263478740408411],
    [0.025, -1.95996398454005424],
    [0.3, -0.524400512708040784],
    [0.5, 0],
    [0.75, 0.674489750196081743],
    [0.975, 1.95996398454005424],
  ])("of %f agrees with mpmath to 1e-13", (p, z) => {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-13 * Math.max(1, Math.abs(z)));
  });

  test("undoes the distribution function down to 1e-300", () => {
    for (const p of [1e-300, 1e-100, 1e-9, 0.2]) expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 9);
  });

  test.each([0, 1, -0.1, NaN])("refuses the probability %f", (p) => {
    expect(() => normalQuantile(p)).toThrow("between 0 and 1");
  });
});
