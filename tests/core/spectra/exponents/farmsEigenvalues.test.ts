import { describe, expect, test } from "vitest";
import { farmsEigenvaluesOfEach, windowStarts } from "~/core/spectra/exponents/farmsEigenvalues";
import { noiseMatrix, plainKernels, spectrumOf } from "~tests/helpers/spectra";

describe("farmsEigenvaluesOfEach", () => {
  test("covers the longer side with the fewest windows, evenly spread", () => {
    expect(windowStarts(12, 4)).toEqual([0, 4, 8]);
    expect(windowStarts(10, 4)).toEqual([0, 3, 6]);
    expect(windowStarts(4, 4)).toEqual([0]);
  });

  test("of a square matrix is its own spectrum", () => {
    const weights = noiseMatrix(1, 12, 12);
    expect(farmsEigenvaluesOfEach(weights, 12, 12, plainKernels)).toEqual(spectrumOf(weights, 12, 12));
  });

  test("of blocks side by side pools the blocks' spectra, whichever way the matrix lies", () => {
    const wide = Float64Array.of(1, 0, 3, 0, 0, 2, 0, 4);
    const tall = Float64Array.of(1, 0, 0, 2, 3, 0, 0, 4);
    for (const [matrix, rows, columns] of [
      [wide, 2, 4],
      [tall, 4, 2],
    ] as const) {
      const pooled = farmsEigenvaluesOfEach(matrix, rows, columns, plainKernels);
      [1, 4, 9, 16].forEach((value, i) => expect(pooled[i]).toBeCloseTo(value, 12));
    }
  });
});
