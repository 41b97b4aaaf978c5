import { describe, expect, test } from "vitest";
import { gram } from "~/core/linalg/gram";
import { symmetricEigenvalues } from "~/core/linalg/symmetricEigenvalues";
import { normalsFrom, seededRandom } from "~/core/stats/random";

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/** Eigenvalues 2 − 2cos(kπ/(n+1)), k = 1 … n. */
function secondDifference(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = 2;
    if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = -1;
  }
  return matrix;
}

describe("symmetricEigenvalues", () => {
  test("solves 2 × 2 by hand", () => {
    const [low, high] = symmetricEigenvalues(Float64Array.of(2, 1, 1, 2), 2);
    expect(low).toBeCloseTo(1, 15);
    expect(high).toBeCloseTo(3, 15);
  });

  test.each([1, 2, 3, 17, 100])("knows the second difference matrix of size %i", (n) => {
    const found = symmetricEigenvalues(secondDifference(n), n);
    for (let k = 1; k <= n; k++)
      expect(found[k - 1]).toBeCloseTo(2 - 2 * Math.cos((k * Math.PI) / (n + 1)), 13);
  });

  test("returns a diagonal matrix's entries in order, repeated ones repeated", () => {
    const matrix = new Float64Array(16);
    [3, -1, 3, 0].forEach((value, i) => (matrix[i * 5] = value));
    expect([...symmetricEigenvalues(matrix, 4)]).toEqual([-1, 0, 3, 3]);
  });

  test("keeps the trace and the Frobenius norm of a random matrix, and its rank", () => {
    const n = 60;
    const full = gram(normalsFrom(seededRandom(3), n * n), n, n);
    const found = symmetricEigenvalues(full, n);
    expect(sum(found)).toBeCloseTo(
      full.reduce((trace, value, at) => (at % (n + 1) === 0 ? trace + value : trace), 0),
      9,
    );
    expect(sum(found.map((x) => x * x)) / sum(full.map((x) => x * x))).toBeCloseTo(1, 13);

    const low = outer(normalsFrom(seededRandom(5), n));
    const spectrum = symmetricEigenvalues(low, n);
    expect(spectrum.filter((x) => Math.abs(x) > 1e-12 * spectrum[n - 1]!)).toHaveLength(1);
  });

  test("commutes with scaling from 1e-300 to 1e300", () => {
    const matrix = secondDifference(12);
    const found = symmetricEigenvalues(matrix, 12);
    for (const scale of [1e-300, 1e300]) {
      const scaled = symmetricEigenvalues(
        matrix.map((x) => x * scale),
        12,
      );
      scaled.forEach((x, i) => expect(x / scale / found[i]!).toBeCloseTo(1, 13));
    }
  });

  test("reads the lower triangle only and leaves the matrix as it was", () => {
    const matrix = Float64Array.of(2, 99, 1, 2);
    expect(symmetricEigenvalues(matrix, 2)[1]).toBeCloseTo(3, 15);
    expect([...matrix]).toEqual([2, 99, 1, 2]);
  });

  test("knows the empty and the zero matrix", () => {
    expect(symmetricEigenvalues(new Float64Array(0), 0)).toHaveLength(0);
    expect([...symmetricEigenvalues(new Float64Array(9), 3)]).toEqual([0, 0, 0]);
  });

  test("names the entry that is not finite", () => {
    expect(() => symmetricEigenvalues(Float64Array.of(1, 0, NaN, 1), 2)).toThrow("entry (1, 0)");
    expect(() => symmetricEigenvalues(new Float64Array(3), 2)).toThrow("4 entries, not 3");
  });
});

function outer(v: Float64Array): Float64Array {
  const n = v.length;
  return Float64Array.from({ length: n * n }, (_, at) => v[Math.floor(at / n)]! * v[at % n]!);
}
