import { expect, test } from "vitest";
import { participationRatio } from "~/core/spectra/participationRatio";

test("the participation ratio counts equal directions, and is 1 for a single one", () => {
  expect(participationRatio(new Float64Array(7).fill(3))).toBeCloseTo(7, 12);
  expect(participationRatio(Float64Array.of(0, 0, 5))).toBe(1);
  expect(participationRatio(Float64Array.of(1, 3))).toBeCloseTo(16 / 10, 14);
});

test("the participation ratio does not change with scale, and rounding below zero counts as zero", () => {
  expect(participationRatio(Float64Array.of(1e-200, 3e-200))).toBeCloseTo(1.6, 14);
  expect(participationRatio(Float64Array.of(1e200, 3e200))).toBeCloseTo(1.6, 14);
  expect(participationRatio(Float64Array.of(-1e-18, 2, 2))).toBeCloseTo(2, 14);
});

test("the participation ratio of nothing is null", () => {
  expect(participationRatio(new Float64Array(4))).toBeNull();
  expect(participationRatio(new Float64Array(0))).toBeNull();
});
