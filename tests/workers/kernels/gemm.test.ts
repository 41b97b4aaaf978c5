import { describe, expect, it } from "vitest";
import { normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";
import { referenceMatMul } from "~workers/backends/reference/matMul";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";

const seed = Date.now() >>> 0;
const libraries = await everyKernelLibrary();
const flags = [false, true];
const products = flags.flatMap((a) => flags.map((b) => [a, b] as const));
// Around the edges of the register tiles (14 × 32, 6 × 16), of the blocks of K (1024) and rows (2044), and of the columns
// packed at a time, 2^18 / K.
const sizes = [1, 2, 5, 6, 7, 13, 14, 15, 16, 17, 31, 32, 33, 64, 100];
const shapes = [
  [2050, 3, 5],
  [3, 1030, 2],
  [20, 40, 1030],
  [5, 300, 2050],
  [180, 1100, 390],
];

describe.each(libraries)("gemm for $variant", (library) => {
  it.each(products)(
    "is alpha·op(A)·op(B) + beta·C inside larger matrices, transposed %s and %s",
    (transposeA, transposeB) => {
      library.startPool(2);
      const random = seededRandom(seed);
      const drawn = Array.from({ length: 40 }, () => [0, 1, 2].map(() => sizes[randomInteger(random, 15)]!));
      for (const [rows, columns, inner] of [...drawn, ...shapes] as [number, number, number][]) {
        const draw = (count: number) => Float32Array.from(normalsFrom(random, count));
        const a = transposeA ? { rows: inner, columns: rows } : { rows, columns: inner };
        const b = transposeB ? { rows: columns, columns: inner } : { rows: inner, columns };
        const [strideA, strideB, strideC] = [a.columns + 3, b.columns + 1, columns + 2];
        const [A, B, C] = [draw(a.rows * strideA), draw(b.rows * strideB), draw(rows * strideC)];
        const before = C.slice();
        library.gemm(
          ...([Number(transposeA), Number(transposeB), rows, columns, inner, -0.5] as const),
          ...([A, strideA, B, strideB, 2, C, strideC] as const),
        );
        const product = referenceMatMul(
          { ...a, values: packed(A, a.rows, a.columns, strideA), transposed: transposeA },
          { ...b, values: packed(B, b.rows, b.columns, strideB), transposed: transposeB },
        );
        C.forEach((value, at) => {
          const [i, j] = [Math.floor(at / strideC), at % strideC];
          const expected = j < columns ? 2 * before[at]! - 0.5 * product[i * columns + j]! : before[at]!;
          const off = Math.abs(value - expected);
          if (off > 2e-5 * Math.sqrt(inner)) {
            expect.fail(`C[${i}, ${j}] is off by ${off} for ${rows}×${columns}×${inner}, seed ${seed}`);
          }
        });
      }
    },
  );

  it("does not read C when beta is 0", () => {
    const C = new Float32Array(6).fill(NaN);
    library.gemm(0, 0, 2, 3, 1, 1, Float32Array.of(1, 2), 1, Float32Array.of(3, 4, 5), 3, 0, C, 3);
    expect([...C]).toEqual([3, 4, 5, 6, 8, 10]);
  });

  it("scales C when there is nothing to add up", () => {
    const C = Float32Array.of(1, 2, 3, 4);
    const none = new Float32Array(0);
    library.gemm(0, 0, 2, 2, 0, 1, none, 1, none, 2, 0.5, C, 2);
    expect([...C]).toEqual([0.5, 1, 1.5, 2]);
    library.gemm(0, 0, 2, 2, 0, 1, none, 1, none, 2, 0, C, 2);
    expect([...C]).toEqual([0, 0, 0, 0]);
  });

  it("keeps a NaN to the row and column it belongs to", () => {
    const [A, B, C] = [
      new Float32Array(40 * 40).fill(1),
      new Float32Array(40 * 40).fill(1),
      new Float32Array(1600),
    ];
    A[3 * 40 + 7] = NaN;
    library.gemm(0, 0, 40, 40, 40, 1, A, 40, B, 40, 0, C, 40);
    C.forEach((value, at) => expect(Number.isNaN(value)).toBe(Math.floor(at / 40) === 3));
  });
});

const packed = (values: Float32Array, rows: number, columns: number, stride: number) =>
  Float32Array.from({ length: rows * columns }, (_, at) => {
    return values[Math.floor(at / columns) * stride + (at % columns)]!;
  });
