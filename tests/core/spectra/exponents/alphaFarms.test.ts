import { describe, expect, test } from "vitest";
import { alphaFarms } from "~/core/spectra/exponents/alphaFarms";
import { farmsEigenvaluesOfEach } from "~/core/spectra/exponents/farmsEigenvalues";
import { meanAndSd } from "~/core/stats/meanAndSd";
import { noiseMatrix, plainKernels } from "~tests/helpers/spectra";

describe("alphaFarms", () => {
  test.each([
    [200, 50],
    [50, 200],
    [50, 50],
  ])("on noise of %i × %i is 2.11, whatever the aspect ratio", (rows, columns) => {
    const alphas = Array.from({ length: 20 }, (_, seed) => {
      return alphaFarms(farmsEigenvaluesOfEach(noiseMatrix(seed, rows, columns), rows, columns, plainKernels))
        .alpha!;
    });
    expect(Math.abs(meanAndSd(alphas).mean - 2.115)).toBeLessThan(rows === columns ? 0.06 : 0.04);
  });
});
