import { describe, expect, test } from "vitest";
import { alphaMid } from "~/core/spectra/exponents/alphaMid";
import { paretoQuantiles } from "~tests/helpers/spectra";

describe("alphaMid", () => {
  test("does by hand what the formula says, on an even and an odd number of eigenvalues", () => {
    // n = 4: xmin = 4, Σ = ln 1 + ln 2; n = 5: xmin = 4, Σ = ln 1 + ln 2 + ln 4
    expect(alphaMid(Float64Array.of(1, 2, 4, 8)).alpha).toBeCloseTo(1 + 2 / Math.LN2, 12);
    expect(alphaMid(Float64Array.of(1, 2, 4, 8, 16)).alpha).toBeCloseTo(1 + 3 / (3 * Math.LN2), 12);
  });

  test("recovers the exponent of a law that holds from the median on", () => {
    expect(alphaMid(paretoQuantiles(2.2, 4_000)).alpha).toBeCloseTo(2.2, 1);
  });

  test("does not change when the matrix is scaled or zeros are added", () => {
    const eigenvalues = paretoQuantiles(3, 100);
    const { alpha } = alphaMid(eigenvalues);
    expect(alphaMid(eigenvalues.map((x) => 1e-8 * x)).alpha).toBeCloseTo(alpha!, 10);
    expect(alphaMid(Float64Array.from([0, 0, 0, ...eigenvalues])).alpha).toBe(alpha);
  });

  test("says why there is no exponent", () => {
    expect(alphaMid(new Float64Array(0)).reason).toContain("0 eigenvalues");
    expect(alphaMid(Float64Array.of(5)).reason).toContain("1 eigenvalues");
    expect(alphaMid(Float64Array.of(3, 3, 3)).reason).toContain("single value");
  });
});
