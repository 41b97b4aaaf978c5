import { afterAll, describe, expect, test } from "vitest";
import { matrixSpectra } from "~/core/linalg/matrixSpectra";
import { windowStarts } from "~/core/spectra/exponents/farmsEigenvalues";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { nativeEigenvalues } from "~workers/backends/native/eigenvalues";
import { nativeGram } from "~workers/backends/native/gram";
import { nativeMatrixSpectra } from "~workers/backends/native/matrixSpectra";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;
afterAll(() => libraries[0]?.startPool(1));

const noise = (length: number) => Float32Array.from(normalsFrom(seededRandom(seed), length));

/** Within 1e-12 of the largest. */
function expectClose(actual: Float64Array, expected: Float64Array): void {
  expect(actual).toHaveLength(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, value), 0);
  actual.forEach((value, i) => {
    const off = Math.abs(value - expected[i]!);
    if (!(off <= 1e-12 * largest)) expect.fail(`seed ${seed}: λ[${i}] is ${value}, not ${expected[i]}`);
  });
}

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "spectra of a matrix, %s",
  (_, library) => {
    test.each([
      { rows: 5, columns: 17, starts: [0, 4, 8, 12] },
      { rows: 17, columns: 5, starts: [0, 4, 8, 12] },
      { rows: 40, columns: 90, starts: [0, 25, 50] },
      { rows: 90, columns: 40, starts: [0, 40, 50] },
      { rows: 60, columns: 30, starts: [0, 30] },
      { rows: 33, columns: 33, starts: [] },
      { rows: 7, columns: 30, starts: [] },
      { rows: 1, columns: 3, starts: [0, 1, 2] },
    ])("%o agree with the plain version", ({ rows, columns, starts }) => {
      const weights = noise(rows * columns);
      const kept = weights.slice();
      const found = nativeMatrixSpectra(library, weights, { rows, columns, starts, seed });
      const expected = matrixSpectra(weights, { rows, columns, starts, seed });
      expectClose(found.whole, expected.whole);
      expectClose(found.shuffled, expected.shuffled);
      expectClose(found.windows, expected.windows);
      expect(weights).toEqual(kept);
    });

    test("of more windows than are kept at a time", () => {
      const [rows, columns] = [7 * 1000 - 300, 1000];
      // Noise that repeats itself out of step with the rows: as much as this of its own takes long to draw.
      const some = noise(99_991);
      const weights = new Float32Array(rows * columns).map((_, at) => some[at % some.length]!);
      const starts = windowStarts(rows, columns);
      const { whole, windows } = nativeMatrixSpectra(library, weights, { rows, columns, starts, seed });
      const alone = (entries: Float32Array) =>
        nativeEigenvalues(
          library,
          nativeGram(library, entries, { rows: entries.length / columns, columns, side: "columns" }),
          columns,
        );
      expectClose(whole, alone(weights));
      expectClose(windows.subarray(6 * columns), alone(weights.subarray(starts[6]! * columns)));
    }, 60_000);

    test("are the same, bit for bit, on one thread and on two", () => {
      const options = { rows: 70, columns: 200, starts: [0, 65, 130], seed };
      const weights = noise(70 * 200);
      library.startPool(1);
      const alone = nativeMatrixSpectra(library, weights, options);
      library.startPool(2);
      expect(nativeMatrixSpectra(library, weights, options)).toEqual(alone);
    });

    test("of zeros are zeros", () => {
      const found = nativeMatrixSpectra(library, new Float32Array(18), {
        ...{ rows: 3, columns: 6, starts: [0, 3], seed },
      });
      expect(found.whole).toEqual(new Float64Array(3));
      expect(found.windows).toEqual(new Float64Array(6));
    });

    test("refuse windows that do not cover the matrix, and what is not a number", () => {
      const weights = new Float32Array(30);
      for (const starts of [
        [0, 4, 7],
        [1, 4, 7],
        [0, 3, 6],
        [0, 3, 6, 8],
        [0, 1.5, 4, 7],
        [0, 3, 2, 5, 7],
      ])
        expect(() => nativeMatrixSpectra(library, weights, { rows: 3, columns: 10, starts, seed })).toThrow(
          "do not cover 10",
        );
      const shape = { rows: 3, columns: 9, starts: [], seed };
      expect(() => nativeMatrixSpectra(library, weights, shape)).toThrow("27 entries, not 30");
      weights[23] = NaN;
      expect(() => nativeMatrixSpectra(library, weights, { ...shape, columns: 10 })).toThrow(
        "weights[23] is NaN",
      );
    });
  },
);
