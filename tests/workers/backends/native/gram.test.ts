import { afterAll, describe, expect, test } from "vitest";
import { gram } from "~/core/linalg/gram";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { nativeGram } from "~workers/backends/native/gram";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;
afterAll(() => libraries[0]?.startPool(1));

const random = (rows: number, columns: number) => normalsFrom(seededRandom(seed + rows), rows * columns);

/** Every entry to 1e-12 of what its terms could add up to, |w_i| |w_j|. */
function expectGram(actual: Float64Array, expected: Float64Array, n: number): void {
  expect(actual).toHaveLength(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const allowed = 1e-12 * Math.sqrt(expected[i * n + i]! * expected[j * n + j]!);
      const off = Math.abs(actual[i * n + j]! - expected[i * n + j]!);
      if (!(off <= allowed)) expect.fail(`seed ${seed}: entry (${i}, ${j}) of ${n} is off by ${off}`);
      expect(actual[i * n + j]).toBe(actual[j * n + i]);
    }
  }
}

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "Gram matrix, %s",
  (_, library) => {
    test.each([
      [3, 7],
      [40, 12],
    ])("of the rows or the columns of a %i × %i matrix, whichever are asked for", (rows, columns) => {
      const weights = random(rows, columns);
      for (const [side, n] of [
        ["rows", rows],
        ["columns", columns],
      ] as const)
        expectGram(
          nativeGram(library, weights, { rows, columns, side }),
          gram(weights, rows, columns, side),
          n,
        );
    });

    test.each([
      [1, 1],
      [1, 9],
      [9, 1],
      [7, 5],
      [16, 16],
      [33, 257],
      [257, 33],
      [64, 600],
    ])("of a %i × %i matrix agrees with the reference, in float64 and from float32", (rows, columns) => {
      const weights = random(rows, columns);
      const rounded = Float32Array.from(weights);
      const n = Math.min(rows, columns);
      expectGram(nativeGram(library, weights, { rows, columns }), gram(weights, rows, columns), n);
      expectGram(nativeGram(library, rounded, { rows, columns }), gram(rounded, rows, columns), n);
    });

    test("keeps huge, tiny, subnormal and negative zero entries", () => {
      const weights = Float64Array.of(1e150, -0, 3e-160, 5e-324, -1e150, 1e-20);
      expect(nativeGram(library, weights, { rows: 2, columns: 3 })).toEqual(gram(weights, 2, 3));
    });

    test("is the same, bit for bit, on one thread and on two", () => {
      const weights = random(130, 300);
      library.startPool(1);
      const alone = nativeGram(library, weights, { rows: 130, columns: 300 });
      library.startPool(2);
      expect(nativeGram(library, weights, { rows: 130, columns: 300 })).toEqual(alone);
    });

    test("of no rows is empty", () => {
      expect(nativeGram(library, new Float64Array(), { rows: 0, columns: 5 })).toHaveLength(0);
    });

    test("refuses a shape that is not the matrix's, and what is not a number", () => {
      expect(() => nativeGram(library, new Float32Array(5), { rows: 2, columns: 3 })).toThrow(
        "A 2 × 3 matrix has 6 entries, not 5.",
      );
      expect(() => nativeGram(library, Float32Array.of(1, NaN), { rows: 1, columns: 2 })).toThrow(
        "weights[1] is NaN",
      );
      expect(() => nativeGram(library, Float64Array.of(-Infinity, 1), { rows: 1, columns: 2 })).toThrow(
        "weights[0] is -Infinity",
      );
    });
  },
);
