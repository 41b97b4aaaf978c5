import { beforeAll, describe, expect, test } from "vitest";
import { alphaFarms } from "~/core/spectra/exponents/alphaFarms";
import { alphaMid } from "~/core/spectra/exponents/alphaMid";
import { farmsEigenvaluesOfEach } from "~/core/spectra/exponents/farmsEigenvalues";
import { fitAlphaCsn2 } from "~/core/spectra/exponents/fitAlphaCsn2";
import { fitAlphaWw } from "~/core/spectra/exponents/fitAlphaWw";
import { hillTailIndex } from "~/core/spectra/exponents/hillTailIndex";
import { meanAndSd } from "~/core/stats/meanAndSd";
import { median } from "~/core/stats/quantile";
import { noiseMatrix, plainKernels, spectrumOf } from "~tests/helpers/spectra";

/** What every estimator says where there is nothing: 50 neurons of Gaussian weights in 768 dimensions. */
describe("on Gaussian noise of 50 × 768", () => {
  const draws = 40;
  let spectra: Float64Array[];
  const over = (estimate: (eigenvalues: Float64Array) => number | null) => spectra.map((s) => estimate(s)!);

  beforeAll(() => {
    spectra = Array.from({ length: draws }, (_, seed) => spectrumOf(noiseMatrix(seed, 50, 768), 50, 768));
  });

  test("alpha_ww is 9.8 ± 5.9", () => {
    const { mean } = meanAndSd(over((s) => fitAlphaWw(s).alpha));
    expect(Math.abs(mean - 9.8)).toBeLessThan((3 * 5.9) / Math.sqrt(draws));
  });

  test("alpha_csn2 is 7.0 ± 1.7", () => {
    const { mean } = meanAndSd(over((s) => fitAlphaCsn2(s).alpha));
    expect(Math.abs(mean - 7)).toBeLessThan((3 * 1.7) / Math.sqrt(draws));
  });

  test("alpha_mid is 5.91 ± .26", () => {
    const { mean, sd } = meanAndSd(over((s) => alphaMid(s).alpha));
    expect(Math.abs(mean - 5.91)).toBeLessThan((3 * 0.26) / Math.sqrt(draws));
    expect(Math.abs(sd - 0.26)).toBeLessThan(0.1);
  });

  // One draw in some thousands has five nearly equal largest eigenvalues and an index near 40: the median, therefore.
  test("hill10 is 14.5 ± 2.5", () => {
    const indices = over((s) => hillTailIndex(s)).sort((a, b) => a - b);
    expect(Math.abs(median(indices) - 14.5)).toBeLessThan((3 * 2.5) / Math.sqrt(draws));
    expect(indices.filter((index) => Math.abs(index - 14.5) < 2.5).length / draws).toBeGreaterThan(0.5);
  });

  test("alpha_farms is 2.11 ± .02", () => {
    const alphas = Array.from({ length: 8 }, (_, seed) => {
      return alphaFarms(farmsEigenvaluesOfEach(noiseMatrix(seed, 50, 768), 50, 768, plainKernels)).alpha!;
    });
    expect(Math.abs(meanAndSd(alphas).mean - 2.11)).toBeLessThan(0.02);
  });
});
