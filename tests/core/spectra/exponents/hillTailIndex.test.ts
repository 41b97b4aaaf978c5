import { describe, expect, test } from "vitest";
import { hillTailIndex } from "~/core/spectra/exponents/hillTailIndex";
import { paretoQuantiles } from "~tests/helpers/spectra";

describe("hillTailIndex", () => {
  test("does by hand what the formula says", () => {
    // k = 2 above 2: (ln 2 + ln 4)/2
    expect(hillTailIndex(Float64Array.of(1, 2, 4, 8), 2)).toBeCloseTo(2 / (3 * Math.LN2), 12);
  });

  test("is one less than the exponent of the density", () => {
    expect(hillTailIndex(paretoQuantiles(3, 20_000), 4_000)).toBeCloseTo(2, 1);
  });

  test("takes a tenth of the spectrum, and at least one value", () => {
    const eigenvalues = paretoQuantiles(3, 37);
    expect(hillTailIndex(eigenvalues)).toBe(hillTailIndex(eigenvalues, 3));
    expect(hillTailIndex(Float64Array.of(1, 2))).toBeCloseTo(1 / Math.LN2, 12);
  });

  test("is null where there is no tail, and refuses a tail as long as the spectrum", () => {
    expect(hillTailIndex(new Float64Array(10))).toBeNull();
    expect(hillTailIndex(Float64Array.of(2))).toBeNull();
    expect(hillTailIndex(Float64Array.of(3, 3, 3), 2)).toBeNull();
    expect(() => hillTailIndex(Float64Array.of(1, 2), 2)).toThrow("a tail of 2");
  });
});
