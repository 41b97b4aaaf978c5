import { describe, expect, test } from "vitest";
import { fitMarchenkoPastur } from "~/core/spectra/noise/fitMarchenkoPastur";
import { noiseMatrix, spectrumOf } from "~tests/helpers/spectra";

const shape = { rows: 60, columns: 240 };
const noise = noiseMatrix(11, 60, 240);

describe("fitMarchenkoPastur", () => {
  test("finds the variance of noise and no spike", () => {
    const fit = fitMarchenkoPastur(
      spectrumOf(
        noise.map((z) => 0.02 * z),
        60,
        240,
      ),
      shape,
    );
    expect(fit.sigma2! / 0.0004).toBeCloseTo(1, 1);
    expect(fit.spikes).toBe(0);
    expect(fit.reach).toBeLessThan(0);
    expect(fit.ksBulk).toBeLessThan(0.05);
    expect(fit.softRank).toBeGreaterThan(0.9);
    expect(fit.softRank).toBeLessThan(1.2);
  });

  test("finds a planted direction, which does not move the variance", () => {
    const planted = noise.map((z, at) => z + (at % 2 === 0 ? 0.6 : -0.6));
    const fit = fitMarchenkoPastur(spectrumOf(planted, 60, 240), shape);
    expect(fit.spikes).toBe(1);
    expect(fit.reach).toBeGreaterThan(3);
    expect(fit.sigma2).toBeCloseTo(fitMarchenkoPastur(spectrumOf(noise, 60, 240), shape).sigma2!, 1);
    expect(fit.sigma2Mean).toBeGreaterThan(fit.sigma2! + 0.2);
  });

  test("scales with the matrix and does not mind which way it lies", () => {
    const eigenvalues = spectrumOf(noise, 60, 240);
    const fit = fitMarchenkoPastur(eigenvalues, shape);
    const scaled = fitMarchenkoPastur(
      eigenvalues.map((x) => 9 * x),
      { rows: 240, columns: 60 },
    );
    expect(scaled.sigma2! / fit.sigma2!).toBeCloseTo(9, 12);
    expect(scaled.edge99! / fit.edge99!).toBeCloseTo(9, 12);
    expect(scaled.ksBulk).toBeCloseTo(fit.ksBulk!, 12);
  });

  test("says why a matrix of low rank has no noise law", () => {
    const eigenvalues = new Float64Array(60).fill(3, 50);
    expect(fitMarchenkoPastur(eigenvalues, shape)).toMatchObject({
      sigma2: null,
      spikes: null,
      reason: "half of the eigenvalues are zero",
    });
    expect(fitMarchenkoPastur(new Float64Array(60), shape).sigma2).toBeNull();
  });

  test("refuses eigenvalues that are not the matrix's", () => {
    expect(() => fitMarchenkoPastur(new Float64Array(5), shape)).toThrow("60 eigenvalues, not 5");
  });
});
