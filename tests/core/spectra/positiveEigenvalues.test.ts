import { describe, expect, test } from "vitest";
import { countUpTo, positiveEigenvalues } from "~/core/spectra/positiveEigenvalues";

describe("positiveEigenvalues", () => {
  test("drops what is below 1e-12 of the largest, and negative rounding", () => {
    expect([...positiveEigenvalues(Float64Array.of(-1e-17, 0, 1e-13, 0.5, 1))]).toEqual([0.5, 1]);
    expect([...positiveEigenvalues(Float64Array.of(1e-25, 1e-13))]).toEqual([1e-25, 1e-13].slice(1));
  });

  test("is empty for zeros and for nothing", () => {
    expect(positiveEigenvalues(new Float64Array(4))).toHaveLength(0);
    expect(positiveEigenvalues(new Float64Array(0))).toHaveLength(0);
  });

  test("refuses what is no ascending spectrum, naming the place", () => {
    expect(() => positiveEigenvalues(Float64Array.of(1, NaN))).toThrow("eigenvalue 1 is NaN");
    expect(() => positiveEigenvalues(Float64Array.of(2, 1))).toThrow("eigenvalue 1 is smaller");
  });
});

test("countUpTo counts the values at most the bound", () => {
  const values = Float64Array.of(1, 2, 2, 3);
  expect([0, 1, 2, 2.5, 3].map((bound) => countUpTo(values, bound))).toEqual([0, 1, 3, 3, 4]);
});
