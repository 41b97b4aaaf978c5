import { describe, expect, it } from "vitest";
import { deriveSeed, normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";

const seed = Date.now() >>> 0;
// Those without tiles promise the same of gemm_parts, and hold more.
const libraries = await everyKernelLibrary();
const unit = 2 ** -24;
/** What the dropped parts are of Σ|a·b|, from 1, 2 and 3 parts. */
const dropped = [2 ** -7 + 2 ** -16, 2 ** -15 + 2 ** -33, 2 ** -24 + 2 ** -33];
const products = [1, 3, 6];
const shape = { rows: 70, columns: 90, inner: 160 };

/** Of C [rows, columns] = A · B, with Σ|a·b|, in float64. */
function exactly(A: Float32Array, B: Float32Array, { rows, columns, inner } = shape) {
  const [value, size] = [new Float64Array(rows * columns), new Float64Array(rows * columns)];
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const a = A[i * inner + k]!;
      for (let j = 0; j < columns; j++) {
        const product = a * B[k * columns + j]!;
        value[i * columns + j]! += product;
        size[i * columns + j]! += Math.abs(product);
      }
    }
  }
  return { value, size };
}

/** Of every magnitude between 2^−|low| and 2^|high|, with either sign. */
function drawWide(random: () => number, count: number, [low, high]: [number, number]) {
  return Float32Array.from(
    normalsFrom(random, count),
    (normal) => normal * 2 ** (low + (high - low) * random()),
  );
}

describe.each(libraries)("gemm_parts for $variant", (library) => {
  const multiply = (parts: number, A: Float32Array, B: Float32Array, { rows, columns, inner } = shape) => {
    const C = new Float32Array(rows * columns).fill(NaN);
    library.gemm_parts(parts, 0, 0, rows, columns, inner, 1, A, inner, B, columns, 0, C, columns);
    return C;
  };
  const expectWithinBound = (parts: number, A: Float32Array, B: Float32Array, own: number) => {
    const { value, size } = exactly(A, B);
    const sums = Math.max(shape.inner, (shape.inner / 32) * products[parts - 1]! + 18) * unit;
    multiply(parts, A, B).forEach((found, at) => {
      const allowed = size[at]! * (dropped[parts - 1]! + sums) + 2 * unit * Math.abs(value[at]!) + 2 ** -126;
      if (!(Math.abs(found - value[at]!) <= allowed)) {
        expect.fail(
          `C[${at}] = ${found}, exactly ${value[at]}, allowed ${allowed}; parts ${parts}, seed ${own}`,
        );
      }
    });
  };

  it.each([1, 2, 3])(
    "from %d parts is within its bound, for numbers of any size that the parts hold",
    (parts) => {
      library.startPool(2);
      for (let draw = 0; draw < 20; draw++) {
        const own = deriveSeed(seed, "wide", parts, draw);
        const random = seededRandom(own);
        const range = (): [number, number] => {
          const low = -130 + randomInteger(random, 140);
          return [low, low + randomInteger(random, 16 - low)];
        };
        const A = drawWide(random, shape.rows * shape.inner, range());
        const B = drawWide(random, shape.inner * shape.columns, range());
        expectWithinBound(parts, A, B, own);
      }
    },
  );

  it("multiplies what is too large for the parts, or not finite, as float32 does, in any block of K", () => {
    const long = { ...shape, inner: 1700 };
    for (const large of [2 ** 18 * 1.5, 3.3e38, -3.4e38, Infinity, -Infinity, NaN]) {
      for (const at of [3, 1690]) {
        const random = seededRandom(seed);
        const A = Float32Array.from(normalsFrom(random, long.rows * long.inner));
        const B = Float32Array.from(normalsFrom(random, long.inner * long.columns));
        A[5 * long.inner + at] = large;
        const C = multiply(3, A, B, long);
        C.forEach((value, index) => {
          const [i, j] = [Math.floor(index / long.columns), index % long.columns];
          if (i !== 5) {
            expect(Number.isFinite(value)).toBe(true);
            return;
          }
          const product = Math.fround(large * B[at * long.columns + j]!);
          if (Number.isNaN(product)) {
            expect(value).toBeNaN();
            return;
          }
          if (!Number.isFinite(product)) {
            expect(value).toBe(product);
            return;
          }
          expect(Math.abs(value / product - 1)).toBeLessThan(
            Math.abs(large) > 1e38 ? 1e-6 : 0.1 / Math.abs(B[at * long.columns + j]!),
          );
        });
      }
    }
  });

  it("keeps numbers below the smallest normal one, and their products with large ones", () => {
    const A = new Float32Array(shape.rows * shape.inner);
    const B = new Float32Array(shape.inner * shape.columns);
    for (let i = 0; i < shape.rows; i++) A[i * shape.inner + i] = (i + 1) * 2 ** -149;
    for (let k = 0; k < shape.inner; k++) B[k * shape.columns + (k % shape.columns)] = 2 ** 17;
    const C = multiply(3, A, B);
    for (let i = 0; i < shape.rows; i++) expect(C[i * shape.columns + i]).toBe((i + 1) * 2 ** -132);
    const ones = B.map((value) => value / 2 ** 17);
    const same = multiply(3, A, ones);
    for (let i = 0; i < shape.rows; i++) expect(same[i * shape.columns + i]).toBe((i + 1) * 2 ** -149);
  });

  it("gives no negative zero", () => {
    const A = new Float32Array(shape.rows * shape.inner).fill(-0);
    const B = new Float32Array(shape.inner * shape.columns).fill(1);
    multiply(3, A, B).forEach((value) => expect(Object.is(value, 0)).toBe(true));
  });

  it("gives a row the same bits whatever the number of threads and of rows beside it", () => {
    const random = seededRandom(seed);
    const many = { rows: 600, columns: 700, inner: 1000 };
    const A = Float32Array.from(normalsFrom(random, many.rows * many.inner));
    const B = Float32Array.from(normalsFrom(random, many.inner * many.columns));
    library.startPool(1);
    const bits = new Uint32Array(multiply(3, A, B, many).buffer);
    for (const threads of [2, 3]) {
      library.startPool(threads);
      expect(new Uint32Array(multiply(3, A, B, many).buffer)).toEqual(bits);
    }
    for (const rows of [1, 16, 64]) {
      const few = { ...many, rows };
      const first = new Uint32Array(multiply(3, A.subarray(0, rows * few.inner), B, few).buffer);
      expect(first).toEqual(bits.subarray(0, first.length));
    }
  });
});
