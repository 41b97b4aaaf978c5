import { describe, expect, test } from "vitest";
import { jacobiEigen } from "~tests/helpers/jacobiEigen";
import { leastEigenvectors } from "~/core/linalg/leastEigenvectors";
import { tridiagonalOf } from "~/core/linalg/tridiagonalize";
import { normalsFrom, seededRandom } from "~/core/stats/random";

/** B Bᵀ of a Gaussian [n, n + extra]. */
function wishart(n: number, extra: number): Float64Array {
  const columns = n + extra;
  const b = normalsFrom(seededRandom(n), n * columns);
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      for (let k = 0; k < columns; k++) product[i * n + j]! += b[i * columns + k]! * b[j * columns + k]!;
  }
  return product;
}

function residual(a: Float64Array, n: number, vector: Float64Array): number {
  const image = Float64Array.from({ length: n }, (_, i) =>
    vector.reduce((sum, x, j) => sum + a[i * n + j]! * x, 0),
  );
  const value = image.reduce((sum, y, i) => sum + y * vector[i]!, 0);
  return Math.hypot(...image.map((y, i) => y - value * vector[i]!));
}

describe("jacobiEigen", () => {
  test("rows are orthonormal eigenvectors by rising eigenvalue", () => {
    const n = 12;
    const a = wishart(n, 4);
    const { values, vectors } = jacobiEigen(a, n);
    expect([...values]).toEqual([...values].sort((x, y) => x - y));
    for (let k = 0; k < n; k++) {
      const row = vectors.subarray(k * n, (k + 1) * n);
      expect(residual(a, n, row)).toBeLessThan(1e-12 * values[n - 1]!);
      for (let l = 0; l <= k; l++) {
        const product = row.reduce((sum, x, j) => sum + x * vectors[l * n + j]!, 0);
        expect(product).toBeCloseTo(k === l ? 1 : 0, 12);
      }
    }
  });

  test("two by two by hand", () => {
    const { values } = jacobiEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect(values[0]).toBeCloseTo(1, 14);
    expect(values[1]).toBeCloseTo(3, 14);
  });
});

describe("leastEigenvectors", () => {
  test.each([
    [40, 1],
    [40, 3],
    [96, 2],
  ])("of a Wishart matrix of size %i, the %i least", (n, k) => {
    const a = wishart(n, 20);
    const vectors = leastEigenvectors(a, { n, k, tridiagonalOf });
    const all = jacobiEigen(a, n);
    for (let b = 0; b < k; b++) {
      const own = vectors.subarray(b * n, (b + 1) * n);
      const known = all.vectors.subarray(b * n, (b + 1) * n);
      expect(Math.abs(own.reduce((sum, x, j) => sum + x * known[j]!, 0))).toBeCloseTo(1, 12);
    }
  });

  test("finds the null space of a matrix that has one", () => {
    const n = 30;
    const a = wishart(n, 10);
    const e = new Float64Array(n).fill(1 / Math.sqrt(n));
    // A ← P A P with P = I − e eᵀ.
    const p = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0) - 1 / n);
    const times = (x: Float64Array, y: Float64Array) => {
      const z = new Float64Array(n * n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          for (let k = 0; k < n; k++) z[i * n + j]! += x[i * n + k]! * y[k * n + j]!;
      return z;
    };
    const [least] = [leastEigenvectors(times(times(p, a), p), { n, k: 1, tridiagonalOf })];
    expect(Math.abs(least.reduce((sum, x, j) => sum + x * e[j]!, 0))).toBeCloseTo(1, 10);
  });

  test("a number of directions that the matrix does not have is refused", () => {
    expect(() => leastEigenvectors(new Float64Array(4), { n: 2, k: 3, tridiagonalOf })).toThrow(
      "3 of 2 eigenvectors",
    );
  });
});
