import { afterAll, describe, expect, test } from "vitest";
import { gram } from "~/core/linalg/gram";
import { symmetricEigenvalues } from "~/core/linalg/symmetricEigenvalues";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { nativeEigenvalues } from "~workers/backends/native/eigenvalues";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;
afterAll(() => libraries[0]?.startPool(1));

function randomSymmetric(n: number): Float64Array {
  const matrix = normalsFrom(seededRandom(seed + n), n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j]!;
  return matrix;
}

/** H diag(values) H with the Householder reflection H = 1 − 2 v vᵀ / vᵀv of a random v. */
function withEigenvalues(values: readonly number[]): Float64Array {
  const n = values.length;
  const v = normalsFrom(seededRandom(seed), n);
  const square = v.reduce((sum, x) => sum + x * x, 0);
  const h = (i: number, j: number) => (i === j ? 1 : 0) - (2 * v[i]! * v[j]!) / square;
  return Float64Array.from({ length: n * n }, (_, at) =>
    values.reduce((sum, value, k) => sum + h(Math.floor(at / n), k) * value * h(k, at % n), 0),
  );
}

/** Ascending, each within 1e-12 of the largest in size. */
function expectValues(actual: Float64Array, expected: ArrayLike<number>): void {
  expect(actual).toHaveLength(expected.length);
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  actual.forEach((value, i) => {
    if (i > 0) expect(value).toBeGreaterThanOrEqual(actual[i - 1]!);
    const off = Math.abs(value - expected[i]!);
    if (!(off <= 1e-12 * largest)) expect.fail(`seed ${seed}: λ[${i}] is ${value}, not ${expected[i]}`);
  });
}

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "eigenvalues, %s",
  (_, library) => {
    const eigenvalues = (matrix: Float64Array, n: number) => nativeEigenvalues(library, matrix, n);

    test.each([1, 2, 3, 4, 5, 8, 31, 32, 33, 34, 65, 100, 241])(
      "agree with the reference for n = %i",
      (n) => {
        const matrix = randomSymmetric(n);
        expectValues(eigenvalues(matrix, n), symmetricEigenvalues(matrix, n));
      },
    );

    test("of a Gram matrix are exact to 1e-8 of each where they are not lost beside the largest", () => {
      const weights = normalsFrom(seededRandom(seed), 120 * 300).map((z, at) => z * (1 + (at % 300)) ** -1);
      const matrix = gram(weights, 120, 300);
      const expected = symmetricEigenvalues(matrix, 120);
      eigenvalues(matrix, 120).forEach((value, i) => {
        if (expected[i]! > 1e-7 * expected[119]!)
          expect(Math.abs(value / expected[i]! - 1), `seed ${seed}`).toBeLessThan(1e-8);
      });
    });

    test("hold above the size from which threads share the work, where trace and norm must agree", () => {
      const n = 700;
      const matrix = randomSymmetric(n);
      const values = eigenvalues(matrix, n);
      let trace = 0;
      for (let i = 0; i < n; i++) trace += matrix[i * n + i]!;
      const squares = matrix.reduce((sum, entry) => sum + entry * entry, 0);
      expect(Math.abs(values.reduce((a, b) => a + b, 0) - trace)).toBeLessThan(1e-9);
      expect(Math.abs(values.reduce((a, b) => a + b * b, 0) / squares - 1)).toBeLessThan(1e-12);
    });

    test("are the same, bit for bit, on one thread and on two", () => {
      const matrix = randomSymmetric(600);
      library.startPool(1);
      const alone = eigenvalues(matrix, 600);
      library.startPool(2);
      expect(eigenvalues(matrix, 600)).toEqual(alone);
    });

    test("of nothing, of one number, of zeros", () => {
      expect(eigenvalues(new Float64Array(), 0)).toEqual(new Float64Array());
      expect(eigenvalues(Float64Array.of(-3.5), 1)).toEqual(Float64Array.of(-3.5));
      expect(eigenvalues(new Float64Array(49), 7)).toEqual(new Float64Array(7));
    });

    test("of a diagonal matrix are its diagonal", () => {
      const diagonal = [3, -1, 0, 1e-300, 7, 7, -0.25];
      const matrix = new Float64Array(49);
      diagonal.forEach((value, i) => (matrix[i * 8] = value));
      expectValues(
        eigenvalues(matrix, 7),
        diagonal.toSorted((a, b) => a - b),
      );
    });

    test("of the second difference are 2 − 2 cos(kπ/(n+1))", () => {
      const n = 50;
      const matrix = Float64Array.from({ length: n * n }, (_, at) => {
        const distance = Math.abs(Math.floor(at / n) - (at % n));
        return distance === 0 ? 2 : distance === 1 ? -1 : 0;
      });
      expectValues(
        eigenvalues(matrix, n),
        Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1))),
      );
    });

    test("may repeat, vanish, and span many orders of size", () => {
      expectValues(eigenvalues(withEigenvalues([1, 1, 1, 1, 1]), 5), [1, 1, 1, 1, 1]);
      expectValues(eigenvalues(withEigenvalues([-2, 0, 0, 0, 5, 5]), 6), [-2, 0, 0, 0, 5, 5]);
      const rankOne = Float64Array.from({ length: 40 * 40 }, () => 1);
      expectValues(eigenvalues(rankOne, 40), [...new Array<number>(39).fill(0), 40]);
      const graded = Array.from({ length: 30 }, (_, i) => 10 ** (i - 29));
      expectValues(eigenvalues(withEigenvalues(graded), 30), graded);
    });

    test.each([1e-310, 1e-200, 1e200, 1e305])("scale with the matrix, at %f", (scale) => {
      const matrix = randomSymmetric(20);
      const scaled = eigenvalues(
        matrix.map((entry) => entry * scale),
        20,
      );
      const tolerance = scale < 1e-300 ? 1e-10 : 1e-12;
      eigenvalues(matrix, 20).forEach((value, i) =>
        expect(Math.abs(scaled[i]! / scale - value)).toBeLessThan(tolerance * 10),
      );
    });

    test("read the lower triangle only, and leave the matrix as it was", () => {
      const matrix = randomSymmetric(12);
      const lower = matrix.map((entry, at) => (at % 12 > Math.floor(at / 12) ? NaN : entry));
      const kept = lower.slice();
      expect(eigenvalues(lower, 12)).toEqual(eigenvalues(matrix, 12));
      expect(lower).toEqual(kept);
    });

    test("refuse a size that is not the matrix's, and what is not a number", () => {
      expect(() => eigenvalues(new Float64Array(5), 2)).toThrow("A 2 × 2 matrix has 4 entries, not 5.");
      expect(() => eigenvalues(Float64Array.of(1, 0, NaN, 1), 2)).toThrow(
        "entry (1, 0) is NaN; it must be finite.",
      );
      expect(() => eigenvalues(Float64Array.of(-Infinity), 1)).toThrow("entry (0, 0) is -Infinity");
    });
  },
);
