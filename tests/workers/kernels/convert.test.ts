import { describe, expect, test } from "vitest";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";

const libraries = await everyKernelLibrary();
const all = Uint16Array.from({ length: 65536 }, (_, bits) => bits);

/** IEEE 754 binary16: (−1)^s · 2^(e−15) · 1.f, 2^−14 · 0.f when e = 0, infinity or NaN when e = 31. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? 2 ** -14 * fraction : 2 ** (exponent - 15) * (1 + fraction));
}

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "16-bit floats, %s",
  (_, library) => {
    test("every f16 becomes the float32 of the same value", () => {
      const widened = new Float32Array(65536);
      library.convert_f16(all, widened, all.length);
      const wrong = all.findIndex((bits) => !Object.is(widened[bits], halfToNumber(bits)));
      expect(wrong, `first wrong value ${widened[wrong]}`).toBe(-1);
    });

    test("every bf16 becomes the float32 whose upper half it is", () => {
      const widened = new Float32Array(65536);
      library.convert_bf16(all, widened, all.length);
      expect(new Uint32Array(widened.buffer)).toEqual(Uint32Array.from(all, (bits) => bits * 65536));
    });

    test("a length that is no multiple of a vector is converted to its end and no further", () => {
      const widened = new Float32Array(40).fill(7);
      library.convert_bf16(all.subarray(0x3f80), widened, 37);
      library.convert_f16(all.subarray(0x3c00), widened, 37);
      expect(widened[36]).toBe(1 + 36 / 1024);
      expect([...widened.subarray(37)]).toEqual([7, 7, 7]);
    });
  },
);
