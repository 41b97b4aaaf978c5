import { describe, expect, test } from "vitest";
import { matrixSpectra } from "~/core/linalg/matrixSpectra";
import { farmsEigenvaluesOfEach, windowStarts } from "~/core/spectra/exponents/farmsEigenvalues";
import { noiseMatrix, plainKernels, spectrumOf } from "~tests/helpers/spectra";

const [rows, columns] = [30, 90];
const structured = Float32Array.from(noiseMatrix(1, rows, columns), (z, at) => z + (at % 2 === 0 ? 1 : -1));

describe("matrixSpectra", () => {
  test("shuffling keeps the entries, and with them the sum of the eigenvalues, and destroys what ties them", () => {
    const before = structured.slice();
    const { shuffled, whole } = matrixSpectra(structured, { rows, columns, starts: [], seed: 5 });
    const sum = (values: Float64Array) => values.reduce((total, x) => total + x, 0);
    expect(structured).toEqual(before);
    expect(whole).toEqual(spectrumOf(Float64Array.from(structured), rows, columns));
    expect(sum(shuffled) / sum(whole)).toBeCloseTo(1, 12);
    expect(shuffled.at(-1)!).toBeLessThan(0.3 * whole.at(-1)!);
  });

  test("the seed decides the shuffle", () => {
    const options = { rows, columns, starts: [] };
    const five = matrixSpectra(structured, { ...options, seed: 5 });
    expect(matrixSpectra(structured, { ...options, seed: 5 })).toEqual(five);
    expect(matrixSpectra(structured, { ...options, seed: 6 }).shuffled).not.toEqual(five.shuffled);
  });

  test.each([
    [30, 90],
    [90, 30],
    [60, 45],
  ])("the windows of a %i × %i matrix are those of FARMS", (rows, columns) => {
    const starts = windowStarts(Math.max(rows, columns), Math.min(rows, columns));
    const { windows } = matrixSpectra(structured, { rows, columns, starts, seed: 1 });
    const pooled = farmsEigenvaluesOfEach(structured, rows, columns, plainKernels);
    windows.sort().forEach((value, i) => {
      expect(Math.abs(value - pooled[i]!)).toBeLessThanOrEqual(1e-12 * pooled.at(-1)!);
    });
  });

  test("refuses a shape that is not the matrix's", () => {
    expect(() => matrixSpectra(structured, { rows: 31, columns, starts: [], seed: 1 })).toThrow("not 2700");
  });
});
