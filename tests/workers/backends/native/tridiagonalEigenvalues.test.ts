import { describe, expect, test } from "vitest";
import { tridiagonalEigenvalues } from "~/core/linalg/tridiagonalEigenvalues";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;

type Entries = (i: number) => number;

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "eigenvalues of a tridiagonal matrix, %s",
  (_, library) => {
    function solve(n: number, diagonal: Entries, offDiagonal: Entries): Float64Array {
      const values = Float64Array.from({ length: n }, (_, i) => diagonal(i));
      library.tridiagonal_eigenvalues(
        values,
        Float64Array.from({ length: n }, (_, i) => offDiagonal(i)),
        n,
      );
      return values.sort();
    }

    /** Within n roundings of the largest row, of what the plain QL sweeps find. */
    function expectAgreement(n: number, diagonal: Entries, offDiagonal: Entries): void {
      const d = Float64Array.from({ length: n }, (_, i) => diagonal(i));
      const e = Float64Array.from({ length: n - 1 }, (_, i) => offDiagonal(i));
      const expected = tridiagonalEigenvalues(d, e);
      const size = d.reduce((most, x, i) => Math.max(most, Math.abs(x) + 2 * Math.abs(e[i] ?? 0)), 0);
      solve(n, diagonal, offDiagonal).forEach((value, i) => {
        const off = Math.abs(value - expected[i]!);
        if (!(off <= n * 4e-16 * size))
          expect.fail(`seed ${seed}: λ[${i}] of ${n} is ${value}, not ${expected[i]}`);
      });
    }

    test.each([2, 3, 7, 8, 9, 31, 32, 33, 63, 65, 255, 257, 300])("agree with QL for n = %i", (n) => {
      const d = normalsFrom(seededRandom(seed), n);
      const e = normalsFrom(seededRandom(seed + 1), n);
      expectAgreement(
        n,
        (i) => d[i]!,
        (i) => e[i]!,
      );
    });

    test("of Wilkinson's W⁺, whose largest come in pairs that rounding cannot tell apart", () => {
      expectAgreement(
        101,
        (i) => Math.abs(i - 50),
        () => 1,
      );
    });

    test("of copies of one matrix that are glued by couplings of 1e-9, 1e-17 and 0", () => {
      for (const glue of [1e-9, 1e-17, 0])
        expectAgreement(
          210,
          (i) => Math.abs((i % 21) - 10),
          (i) => (i % 21 === 20 ? glue : 1),
        );
    });

    test("that are all the same, at any place", () => {
      for (const value of [1, -1, 1e-3, 0.7])
        expect(
          solve(
            130,
            () => value,
            () => 0,
          ),
        ).toSatisfy((values: Float64Array) =>
          values.every((found) => Math.abs(found - value) <= 4e-16 * Math.abs(value)),
        );
    });

    test("of a matrix graded over forty orders of size", () => {
      expectAgreement(
        80,
        (i) => 10 ** (-i / 2),
        (i) => 10 ** (-i / 2 - 0.5),
      );
      expectAgreement(
        80,
        (i) => 10 ** (-(79 - i) / 2),
        (i) => 10 ** (-(79 - i) / 2),
      );
    });

    test("are NaN, all of them, where an entry is", () => {
      const poisoned = solve(
        5,
        (i) => (i === 3 ? NaN : i),
        () => 1,
      );
      expect(poisoned).toEqual(new Float64Array(5).fill(NaN));
      expect(
        solve(
          5,
          (i) => i,
          (i) => (i === 2 ? Infinity : 1),
        ),
      ).toEqual(new Float64Array(5).fill(NaN));
    });
  },
);
