import { expect, test } from "vitest";
import { coactivation } from "~/core/groups/coordination/coactivation";

test("co-activation summarises the correlations off the diagonal", () => {
  const correlation = Float64Array.of(1, 0.6, -0.2, 0.6, 1, 0.2, -0.2, 0.2, 1);
  const { mean, median, sharePositive, shareStrong } = coactivation(correlation, 3)!;
  expect(mean).toBeCloseTo(0.2, 14);
  expect(median).toBeCloseTo(0.2, 14);
  expect(sharePositive).toBeCloseTo(2 / 3, 14);
  expect(shareStrong).toBeCloseTo(1 / 3, 14);
});

test("a single neuron has no co-activation, and a shape that does not fit is refused", () => {
  expect(coactivation(Float64Array.of(1), 1)).toBeNull();
  expect(() => coactivation(new Float64Array(5), 2)).toThrow("4 correlations, not 5");
});
