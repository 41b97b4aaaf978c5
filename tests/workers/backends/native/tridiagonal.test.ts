import { afterAll, describe, expect, test } from "vitest";
import type { Reduction } from "~/core/linalg/matrixKernels";
import { tridiagonalOf } from "~/core/linalg/tridiagonalize";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { nativeTridiagonal } from "~workers/backends/native/tridiagonal";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;
afterAll(() => libraries[0]?.startPool(1));

function randomSymmetric(n: number): Float64Array {
  const matrix = normalsFrom(seededRandom(seed + n), n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j]!;
  return matrix;
}

/** H_{n−1} … H_1 T H_1 … H_{n−1} */
function multipliedOut({ diagonal, offDiagonal, reflections }: Reduction): Float64Array {
  const n = diagonal.length;
  const matrix = new Float64Array(n * n);
  diagonal.forEach((entry, i) => (matrix[i * n + i] = entry));
  offDiagonal.forEach((entry, i) => (matrix[i * n + i + 1] = matrix[(i + 1) * n + i] = entry));
  for (let at = 1; at < n; at++) {
    const v = reflections.subarray(at * n, at * n + at);
    const squares = v.reduce((sum, x) => sum + x * x, 0);
    if (squares === 0) continue;
    for (const [step, stride] of [
      [1, n],
      [n, 1],
    ] as const) {
      for (let line = 0; line < n; line++) {
        const along = v.reduce((sum, x, j) => sum + x * matrix[line * stride + j * step]!, 0);
        v.forEach((x, j) => (matrix[line * stride + j * step]! -= ((2 * along) / squares) * x));
      }
    }
  }
  return matrix;
}

describe.each([
  ["plain", tridiagonalOf] as const,
  ...libraries.map(
    (library) =>
      [library.variant, (matrix: Float64Array, n: number) => nativeTridiagonal(library, matrix, n)] as const,
  ),
])("tridiagonal form, %s", (_, reduce) => {
  test.each([1, 2, 3, 5, 31, 32, 33, 34, 65, 100])("multiplied out it is the matrix, n = %i", (n) => {
    for (const scale of [1, 1e-120, 1e120]) {
      const matrix = randomSymmetric(n).map((entry) => entry * scale);
      const before = matrix.slice();
      multipliedOut(reduce(matrix, n)).forEach((entry, at) => {
        if (!(Math.abs(entry - before[at]!) <= 1e-12 * n * scale))
          expect.fail(`seed ${seed}: entry ${at} of n = ${n} is ${entry}, not ${before[at]}`);
      });
      expect(matrix).toEqual(before);
    }
  });

  test("what is tridiagonal already stays, and zero is zero", () => {
    const matrix = Float64Array.of(1, 2, 0, 2, 3, 4, 0, 4, 5);
    expect(multipliedOut(reduce(matrix, 3))).toEqual(matrix);
    expect(multipliedOut(reduce(new Float64Array(9), 3))).toEqual(new Float64Array(9));
  });
});
