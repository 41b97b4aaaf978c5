import { describe, expect, test } from "vitest";
import { largestNoiseEigenvalue, tracyWidom1 } from "~/core/spectra/noise/tracyWidom";
import { meanAndSd } from "~/core/stats/meanAndSd";
import { noiseMatrix, spectrumOf } from "~tests/helpers/spectra";

describe("largestNoiseEigenvalue", () => {
  test("is exceeded by noise one time in twenty, and centred and scaled as Tracy and Widom say", () => {
    const [n, m, draws] = [60, 30, 400];
    const noise = largestNoiseEigenvalue(n, m);
    const largest = Array.from(
      { length: draws },
      (_, seed) => spectrumOf(noiseMatrix(seed, m, n), m, n).at(-1)! / n,
    );
    const { mean, sd } = meanAndSd(largest.map((x) => (x - noise.centre) / noise.scale));
    expect(Math.abs(mean - tracyWidom1.mean)).toBeLessThan(0.25);
    expect(Math.abs(sd - Math.sqrt(tracyWidom1.variance))).toBeLessThan(0.2);
    const beyond = largest.filter((x) => x > noise.edge95).length / draws;
    expect(beyond).toBeGreaterThan(0.02);
    expect(beyond).toBeLessThan(0.08);
  });

  test("refuses a matrix that lies the other way round", () => {
    expect(() => largestNoiseEigenvalue(50, 768)).toThrow("not 50 × 768");
    expect(() => largestNoiseEigenvalue(1, 1)).toThrow("not 1 × 1");
  });
});
