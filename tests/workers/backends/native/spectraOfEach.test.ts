import { afterAll, describe, expect, test } from "vitest";
import { eigenvaluesOfEach, gramSpectraOfEach } from "~/core/linalg/spectraOfEach";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { nativeEigenvalues } from "~workers/backends/native/eigenvalues";
import { nativeGram } from "~workers/backends/native/gram";
import { nativeEigenvaluesOfEach, nativeGramSpectraOfEach } from "~workers/backends/native/spectraOfEach";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;
afterAll(() => libraries[0]?.startPool(1));

const noise = (length: number) => normalsFrom(seededRandom(seed), length);

/** Within 1e-12 of the largest in size. */
function expectClose(actual: Float64Array, expected: Float64Array): void {
  expect(actual).toHaveLength(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!), `seed ${seed}, λ[${i}]`).toBeLessThanOrEqual(1e-12 * largest);
  });
}

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "spectra of many matrices, %s",
  (_, library) => {
    test.each([
      [1, 7],
      [5, 1],
      [9, 33],
      [3, 70],
    ])("%i symmetric ones of n = %i agree with the plain version", (count, n) => {
      const matrices = noise(count * n * n);
      expectClose(nativeEigenvaluesOfEach(library, matrices, n), eigenvaluesOfEach(matrices, n));
    });

    test.each([
      [6, 12, 40],
      [6, 40, 12],
      [2, 25, 25],
    ])("%i of %i × %i agree with the plain version, and bit for bit with one at a time", (count, r, c) => {
      const matrices = noise(count * r * c);
      const found = nativeGramSpectraOfEach(library, matrices, { rows: r, columns: c });
      expectClose(found, gramSpectraOfEach(matrices, r, c));
      const n = Math.min(r, c);
      for (let k = 0; k < count; k++) {
        const product = nativeGram(library, matrices.subarray(k * r * c, (k + 1) * r * c), {
          rows: r,
          columns: c,
        });
        expect(found.subarray(k * n, (k + 1) * n)).toEqual(nativeEigenvalues(library, product, n));
      }
    });

    test("do not depend on how many threads there are", () => {
      const matrices = noise(20 * 24 * 60);
      library.startPool(1);
      const alone = nativeGramSpectraOfEach(library, matrices, { rows: 24, columns: 60 });
      library.startPool(2);
      expect(nativeGramSpectraOfEach(library, matrices, { rows: 24, columns: 60 })).toEqual(alone);
    });

    test.each([1e-310, 1e-200, 1e200, 1e305])("scale with the matrices, at %f", (scale) => {
      const matrices = noise(2 * 15 * 15);
      const values = eigenvaluesOfEach(matrices, 15);
      const scaled = nativeEigenvaluesOfEach(
        library,
        matrices.map((entry) => entry * scale),
        15,
      );
      const tolerance = scale < 1e-300 ? 1e-9 : 1e-11;
      values.forEach((value, i) => expect(Math.abs(scaled[i]! / scale - value)).toBeLessThan(tolerance));
    });

    test("of none, of empty ones, of zeros", () => {
      expect(nativeEigenvaluesOfEach(library, new Float64Array(), 4)).toEqual(new Float64Array());
      expect(nativeEigenvaluesOfEach(library, new Float64Array(), 0)).toEqual(new Float64Array());
      expect(nativeEigenvaluesOfEach(library, new Float64Array(18), 3)).toEqual(new Float64Array(6));
    });

    test("refuse a size that does not fit, and what is not a number", () => {
      expect(() => nativeEigenvaluesOfEach(library, new Float64Array(9), 2)).toThrow(
        "9 entries are no whole number of 2 × 2 matrices.",
      );
      const wrong = noise(3 * 4);
      wrong[6] = NaN;
      expect(() => nativeGramSpectraOfEach(library, wrong, { rows: 2, columns: 2 })).toThrow(
        "matrices[6] is NaN; it must be finite.",
      );
      wrong[6] = Infinity;
      expect(() => nativeEigenvaluesOfEach(library, wrong, 2)).toThrow("matrices[6] is Infinity");
    });
  },
);
