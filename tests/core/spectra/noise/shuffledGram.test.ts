import { expect, test } from "vitest";
import { symmetricEigenvalues } from "~/core/linalg/symmetricEigenvalues";
import { shuffledGram } from "~/core/spectra/noise/shuffledGram";
import { noiseMatrix, plainKernels, spectrumOf } from "~tests/helpers/spectra";

const [rows, columns] = [30, 90];
const structured = noiseMatrix(1, rows, columns).map((z, at) => z + (at % 2 === 0 ? 1 : -1));
const options = { rows, columns, seed: 5, ...plainKernels };

test("shuffling keeps the entries, and with them the sum of the eigenvalues, and destroys what ties them", () => {
  const before = structured.slice();
  const shuffled = symmetricEigenvalues(shuffledGram(structured, options), rows);
  const own = spectrumOf(structured, rows, columns);
  const sum = (values: Float64Array) => values.reduce((total, x) => total + x, 0);
  expect(structured).toEqual(before);
  expect(sum(shuffled) / sum(own)).toBeCloseTo(1, 12);
  expect(shuffled.at(-1)!).toBeLessThan(0.3 * own.at(-1)!);
});

test("the seed decides the shuffle", () => {
  expect(shuffledGram(structured, options)).toEqual(shuffledGram(structured, options));
  expect(shuffledGram(structured, { ...options, seed: 6 })).not.toEqual(shuffledGram(structured, options));
});

test("refuses a shape that is not the matrix's", () => {
  expect(() => shuffledGram(structured, { ...options, rows: 31 })).toThrow("not 2700");
});
