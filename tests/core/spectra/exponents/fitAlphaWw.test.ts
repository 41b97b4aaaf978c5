import { describe, expect, test } from "vitest";
import { ExponentFit } from "~/core/spectra/exponents/exponentFit";
import { fitAlphaWw } from "~/core/spectra/exponents/fitAlphaWw";
import { paretoQuantiles, paretoSample } from "~tests/helpers/spectra";

describe("fitAlphaWw", () => {
  test.each([1.8, 2.5, 4])("recovers α = %f from the quantiles of a Pareto law", (alpha) => {
    const fit = fitAlphaWw(paretoQuantiles(alpha, 2_000));
    expect(Math.abs(fit.alpha! - alpha)).toBeLessThan(0.01 * alpha);
  });

  test("finds a tail that begins inside a body", () => {
    const body = Float64Array.from({ length: 500 }, (_, i) => 0.2 + (i / 500) * 0.8);
    const fit = fitAlphaWw(Float64Array.from([...body, ...paretoSample(5, 3, 500)]).sort());
    expect(Math.abs(fit.xmin! - 1)).toBeLessThan(0.3);
    expect(Math.abs(fit.alpha! - 3)).toBeLessThan(0.35);
    expect(fit.sigma).toBeCloseTo((fit.alpha! - 1) / Math.sqrt(fit.tailSize!), 14);
  });

  test("does by hand what the formula says", () => {
    // The two largest: α = 1 + 2/ln 4, D = max(|0 − 0|, |1 − e^{−2} − 1/2|); the three of them: D = .307
    const fit = fitAlphaWw(Float64Array.of(1, 2, 8));
    const three = 1 + 3 / (Math.log(2) + Math.log(8));
    expect(fit.alpha).toBeCloseTo(three, 12);
    expect(fit.ksDistance).toBeCloseTo(1 - 8 ** (1 - three) - 2 / 3, 12);
  });

  test("is the same for a matrix and its multiple", () => {
    const eigenvalues = paretoSample(2, 3, 300);
    const scaled = fitAlphaWw(eigenvalues.map((x) => 49 * x));
    expect(scaled.alpha).toBeCloseTo(fitAlphaWw(eigenvalues).alpha!, 10);
    expect(scaled.tailSize).toBe(fitAlphaWw(eigenvalues).tailSize);
  });

  test("drops eigenvalues up to 1e-5, as WeightWatcher does", () => {
    const eigenvalues = paretoQuantiles(2.5, 100);
    const padded = Float64Array.from([1e-9, 1e-6, 1e-5, ...eigenvalues]);
    expect(fitAlphaWw(padded)).toEqual(fitAlphaWw(eigenvalues));
  });

  test("says why there is no fit", () => {
    const cases: [Float64Array, string][] = [
      [new Float64Array(0), "0 eigenvalues above 0.00001"],
      [new Float64Array(20), "0 eigenvalues"],
      [Float64Array.of(0, 3), "1 eigenvalues"],
      [new Float64Array(30).fill(3), "no tail"],
    ];
    for (const [eigenvalues, reason] of cases) {
      const fit = fitAlphaWw(eigenvalues);
      expect(fit.alpha).toBeNull();
      expect(fit.reason).toContain(reason);
      expect(ExponentFit.parse(JSON.parse(JSON.stringify(fit)))).toEqual(fit);
    }
  });
});
