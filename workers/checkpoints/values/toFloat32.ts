import type { ReadableDtype } from "../dtypes";
import type { Conversion } from "./conversions";
import { widenBfloat16 } from "./widenBfloat16";

/**
 * Little-endian elements to float32, `to.length` of them: exact for F16, BF16 and integers up to 2^24, rounded to the
 * nearest for the others. BOOL gives 0 and 1.
 */
export const toFloat32: Record<ReadableDtype, Conversion> = {
  F32: (from, to) => to.set(new Float32Array(from, 0, to.length)),
  F64: (from, to) => to.set(new Float64Array(from, 0, to.length)),
  F16: (from, to) => {
    const halves = new Uint16Array(from, 0, to.length);
    const bits = new Uint32Array(to.buffer, to.byteOffset, to.length);
    halfTable ??= Uint32Array.from({ length: 2 ** 16 }, (_, half) => widenHalf(half));
    const table = halfTable;
    for (let i = 0; i < halves.length; i++) bits[i] = table[halves[i]!]!;
  },
  BF16: (from, to) =>
    widenBfloat16(new Uint16Array(from, 0, to.length), new Uint32Array(to.buffer, to.byteOffset, to.length)),
  BOOL: (from, to) => to.set(new Uint8Array(from, 0, to.length).map((value) => Number(value !== 0))),
  U8: (from, to) => to.set(new Uint8Array(from, 0, to.length)),
  I8: (from, to) => to.set(new Int8Array(from, 0, to.length)),
  U16: (from, to) => to.set(new Uint16Array(from, 0, to.length)),
  I16: (from, to) => to.set(new Int16Array(from, 0, to.length)),
  U32: (from, to) => to.set(new Uint32Array(from, 0, to.length)),
  I32: (from, to) => to.set(new Int32Array(from, 0, to.length)),
  U64: (from, to) => widenLong(from, new Uint32Array(from), to),
  I64: (from, to) => widenLong(from, new Int32Array(from), to),
};

let halfTable: Uint32Array | undefined;

/** IEEE binary16 (sign, 5 bits of exponent, 10 of fraction) as the bits of the float32 of the same value. */
function widenHalf(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  scratch[0] = fraction * 2 ** -24;
  return sign | scratchBits[0]!;
}

const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/** high · 2^32 + low is rounded to 53 bits, then to 24: never by more than one unit in the last place. */
function widenLong(from: ArrayBuffer, highs: Uint32Array | Int32Array, to: Float32Array): void {
  const lows = new Uint32Array(from);
  for (let i = 0; i < to.length; i++) to[i] = highs[2 * i + 1]! * 2 ** 32 + lows[2 * i]!;
}
