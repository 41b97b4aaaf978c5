import { afterAll, describe, expect, test } from "vitest";
import { windowGrams } from "~/core/linalg/windowGrams";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { nativeWindowGrams } from "~workers/backends/native/gram";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;
afterAll(() => libraries[0]?.startPool(1));

/** Lower triangles to 1e-12 of the largest entry. */
function expectClose(actual: Float64Array, expected: Float64Array, n: number): void {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expected.forEach((value, at) => {
    const [row, column] = [Math.floor(at / n) % n, at % n];
    const off = Math.abs(actual[at]! - value);
    if (column <= row && !(off <= 1e-12 * largest))
      expect.fail(`seed ${seed}: entry (${row}, ${column}) of ${n} is off by ${off}`);
  });
}

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "Gram matrices of windows, %s",
  (_, library) => {
    const ofWindows = (
      weights: Float32Array | Float64Array,
      windows: { rows: number; columns: number; starts: number[] },
    ) => {
      const n = Math.min(windows.rows, windows.columns);
      const products = new Float64Array(windows.starts.length * n * n).fill(NaN);
      nativeWindowGrams(library, weights, windows, products);
      return products;
    };

    test.each([
      { rows: 5, columns: 17, starts: [0, 4, 8, 12, 17] },
      { rows: 17, columns: 5, starts: [0, 4, 8, 12, 17] },
      { rows: 17, columns: 5, starts: [3, 7, 12] },
      { rows: 5, columns: 17, starts: [3, 7, 12, 12] },
      { rows: 40, columns: 90, starts: [0, 25, 50, 90] },
      { rows: 600, columns: 300, starts: [0, 300, 600] },
      { rows: 6, columns: 6, starts: [0, 6] },
    ])("%o agree with the plain version, in float64 and from float32", (windows) => {
      const { rows, columns, starts } = windows;
      const n = Math.min(rows, columns);
      const weights = normalsFrom(seededRandom(seed), rows * columns);
      for (const entries of [weights, Float32Array.from(weights)]) {
        const expected = new Float64Array(starts.length * n * n);
        windowGrams(entries, windows, expected);
        expectClose(ofWindows(entries, windows), expected, n);
      }
    });

    test("are the same, bit for bit, on one thread and on two", () => {
      const windows = { rows: 70, columns: 200, starts: [0, 65, 130, 200] };
      const weights = normalsFrom(seededRandom(seed), 70 * 200);
      library.startPool(1);
      const alone = ofWindows(weights, windows);
      library.startPool(2);
      expect(ofWindows(weights, windows)).toEqual(alone);
    });

    test("refuse windows that leave a gap or the matrix, and what is not a number", () => {
      const weights = new Float32Array(30);
      const refusal = (starts: number[]) => () => ofWindows(weights, { rows: 3, columns: 10, starts });
      for (const starts of [
        [0, 4, 7],
        [-1, 2],
        [8, 10],
        [0, 3, 6, 9, 10],
        [0, 1.5, 4],
      ])
        expect(refusal(starts)).toThrow("cannot begin at");
      expect(() => ofWindows(weights, { rows: 3, columns: 9, starts: [0, 3] })).toThrow("27 entries, not 30");
      expect(() =>
        nativeWindowGrams(library, weights, { rows: 3, columns: 10, starts: [0, 3] }, new Float64Array(9)),
      ).toThrow("2 products of 3 × 3 have 18 entries, not 9");
      weights[23] = NaN;
      expect(refusal([0, 3, 6])).toThrow("weights[23] is NaN");
    });
  },
);
