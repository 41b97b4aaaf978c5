import { describe, expect, test } from "vitest";
import { farmsEigenvaluesOfEach } from "~/core/spectra/exponents/farmsEigenvalues";
import { spectraWithWindows } from "~/core/spectra/exponents/spectraWithWindows";
import { noiseMatrix, plainKernels, spectrumOf } from "~tests/helpers/spectra";

/** To 1e-12 of the largest. */
function expectClose(actual: Float64Array, expected: Float64Array): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) =>
    expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1e-12 * expected.at(-1)!),
  );
}

describe("spectraWithWindows", () => {
  test.each([
    [30, 12],
    [12, 41],
    [12, 36],
    [13, 12],
    [9, 9],
  ])("%i × %i gives what each of the spectra is on its own", (rows, columns) => {
    const weights = noiseMatrix(rows, rows, columns);
    const n = Math.min(rows, columns);
    const beside = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? at : 0));
    const found = spectraWithWindows(weights, { rows, columns, beside, ...plainKernels });
    expectClose(found.whole, spectrumOf(weights, rows, columns));
    expectClose(found.pooled, farmsEigenvaluesOfEach(weights, rows, columns, plainKernels));
    expectClose(
      found.beside,
      Float64Array.from({ length: n }, (_, i) => i * (n + 1)),
    );
  });

  test("takes a long matrix a few windows at a time", () => {
    const [rows, columns] = [5, 600];
    const weights = noiseMatrix(7, rows, columns);
    const beside = new Float64Array(25);
    const batches: number[] = [];
    const found = spectraWithWindows(weights, {
      ...{ rows, columns, beside, ...plainKernels, mostEntries: 1000 },
      eigenvaluesOfEach: (matrices, n) => {
        batches.push(matrices.length / n ** 2);
        return plainKernels.eigenvaluesOfEach(matrices, n);
      },
    });
    expect(batches).toEqual([38, 38, 38, 8]);
    expectClose(found.whole, spectrumOf(weights, rows, columns));
    expectClose(found.pooled, farmsEigenvaluesOfEach(weights, rows, columns, plainKernels));
  });
});
