import { expect, test } from "vitest";
import { jensenShannonDistance } from "~/core/spectra/jensenShannonDistance";

test("the Jensen–Shannon distance is 0 for the same shares, √ln 2 for disjoint ones, and symmetric", () => {
  const a = Float64Array.of(1, 2, 3);
  const b = Float64Array.of(0, 1, 9);
  expect(jensenShannonDistance(a, Float64Array.of(2, 4, 6))).toBeCloseTo(0, 7);
  expect(jensenShannonDistance(Float64Array.of(0, 1), Float64Array.of(1, 0))).toBeCloseTo(
    Math.sqrt(Math.LN2),
    12,
  );
  expect(jensenShannonDistance(a, b)).toBeCloseTo(jensenShannonDistance(b, a)!, 14);
});

test("the Jensen–Shannon distance from nothing is null, and lists of different length are refused", () => {
  expect(jensenShannonDistance(new Float64Array(2), Float64Array.of(1, 2))).toBeNull();
  expect(() => jensenShannonDistance(new Float64Array(2), new Float64Array(3))).toThrow("2 and 3");
});
