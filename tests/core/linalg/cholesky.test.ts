import { expect, test } from "vitest";
import { cholesky } from "~/core/linalg/cholesky";
import { gram } from "~/core/linalg/gram";
import { noiseMatrix } from "~tests/helpers/spectra";

const product = (lower: Float64Array, n: number) =>
  Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += lower[Math.floor(at / n) * n + k]! * lower[(at % n) * n + k]!;
    return sum;
  });

test("L Lᵀ is the matrix, by hand and for noise", () => {
  expect([...cholesky(Float64Array.of(4, 0, 2, 5), 2)]).toEqual([2, 0, 1, 2]);
  const matrix = gram(noiseMatrix(1, 7, 20), 7, 20);
  product(cholesky(matrix, 7), 7).forEach((entry, at) => expect(entry).toBeCloseTo(matrix[at]!, 11));
});

test("a row that depends on others gets a zero pivot, and the product still holds", () => {
  const rows = noiseMatrix(2, 4, 9);
  rows.set(rows.slice(0, 9), 18);
  const matrix = gram(rows, 4, 9);
  const lower = cholesky(matrix, 4);
  expect(lower[10]).toBe(0);
  product(lower, 4).forEach((entry, at) => expect(entry).toBeCloseTo(matrix[at]!, 11));
});

test("refuses a matrix with a negative direction and another shape", () => {
  expect(() => cholesky(Float64Array.of(1, 0, 2, 1), 2)).toThrow("row 1 leaves -3 of 1");
  expect(() => cholesky(new Float64Array(3), 2)).toThrow("has 4 entries, not 3");
});
