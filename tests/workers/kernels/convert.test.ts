import { describe, expect, test } from "vitest";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";

const libraries = await everyKernelLibrary();
const all = Uint16Array.from({ length: 65536 }, (_, bits) => bits);

/**
 * IEEE 754 binary16: (−1)^s · 2^(e−15) · 1.f, 2^−14 · 0.f when e = 0, infinity or NaN when e = 31. In bits, since a NaN
 * that JavaScript has read may be another one.
 */
function halfToFloatBits(bits: number): number {
  const negative = bits >= 0x8000;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return (negative ? 0xff800000 : 0x7f800000) + fraction * 2 ** 13;
  const scaled = fraction / 1024;
  const size = exponent === 0 ? 2 ** -14 * scaled : 2 ** (exponent - 15) * (1 + scaled);
  return new Uint32Array(Float32Array.of(negative ? -size : size).buffer)[0]!;
}

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "16-bit floats, %s",
  (_, library) => {
    test("every f16 becomes the float32 of the same value, to the bit", () => {
      const widened = new Float32Array(65536);
      library.convert_f16(all, widened, all.length);
      expect(new Uint32Array(widened.buffer)).toEqual(Uint32Array.from(all, halfToFloatBits));
    });

    test("every bf16 becomes the float32 whose upper half it is", () => {
      const widened = new Float32Array(65536);
      library.convert_bf16(all, widened, all.length);
      expect(new Uint32Array(widened.buffer)).toEqual(Uint32Array.from(all, (bits) => bits * 65536));
    });

    test.each(["convert_bf16", "convert_f16"] as const)(
      "%s converts from anywhere to its end and no further, whatever the length",
      (convert) => {
        const whole = new Float32Array(all.length);
        library[convert](all, whole, all.length);
        for (let count = 0; count < 70; count++) {
          const widened = new Float32Array(80).fill(7);
          library[convert](all.subarray(0x3c01), widened.subarray(1), count);
          const expected = [
            7,
            ...Array.from(whole.subarray(0x3c01, 0x3c01 + count)),
            ...new Array<number>(79 - count).fill(7),
          ];
          expect([...widened], `${count} values`).toEqual(expected);
        }
      },
    );
  },
);
