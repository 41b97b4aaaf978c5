import { expect, test } from "vitest";
import { spectralEntropy } from "~/core/spectra/spectralEntropy";

test("the spectral entropy is ln n for a flat spectrum and 0 for a single direction", () => {
  expect(spectralEntropy(new Float64Array(8).fill(0.3))).toBeCloseTo(Math.log(8), 13);
  expect(spectralEntropy(Float64Array.of(-1e-20, 0, 4))).toBeCloseTo(0, 13);
  expect(spectralEntropy(new Float64Array(3))).toBeNull();
});
