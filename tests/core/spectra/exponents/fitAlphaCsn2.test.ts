import { describe, expect, test } from "vitest";
import { fitAlphaCsn2 } from "~/core/spectra/exponents/fitAlphaCsn2";
import { meanAndSd } from "~/core/stats/meanAndSd";
import { paretoSample } from "~tests/helpers/spectra";

describe("fitAlphaCsn2", () => {
  test("covers the true α with its interval about 95 times in 100, for independent values", () => {
    let covered = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { interval } = fitAlphaCsn2(paretoSample(seed, 2.5, 200), { smallestTail: 200 });
      if (interval![0] <= 2.5 && 2.5 <= interval![1]) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(88);
    expect(covered).toBeLessThanOrEqual(100);
  });

  test("is unbiased where xmin is given", () => {
    const alphas = Array.from({ length: 400 }, (_, seed) => {
      return fitAlphaCsn2(paretoSample(seed, 3, 20), { smallestTail: 20 }).alpha!;
    });
    const { mean, sd } = meanAndSd(alphas);
    expect(Math.abs(mean - 3)).toBeLessThan((4 * sd) / Math.sqrt(400));
  });

  test("never takes fewer than a tenth of the spectrum, nor fewer than ten, for a tail", () => {
    expect(fitAlphaCsn2(paretoSample(1, 4, 500)).tailSize).toBeGreaterThanOrEqual(50);
    expect(fitAlphaCsn2(paretoSample(1, 4, 12)).tailSize).toBeGreaterThanOrEqual(10);
  });

  test("is the same for a matrix and its multiple, and does not see zeros", () => {
    const eigenvalues = paretoSample(4, 3, 200);
    const { alpha } = fitAlphaCsn2(eigenvalues);
    expect(fitAlphaCsn2(eigenvalues.map((x) => 1e-9 * x)).alpha).toBeCloseTo(alpha!, 10);
    expect(fitAlphaCsn2(Float64Array.from([0, 0, 1e-14, ...eigenvalues])).alpha).toBe(alpha);
  });

  test("says why there is no fit", () => {
    expect(fitAlphaCsn2(paretoSample(1, 3, 9)).reason).toBe("9 eigenvalues above zero; a fit needs 10");
    expect(fitAlphaCsn2(new Float64Array(0)).alpha).toBeNull();
    expect(fitAlphaCsn2(new Float64Array(40).fill(2)).reason).toContain("no tail");
  });
});
