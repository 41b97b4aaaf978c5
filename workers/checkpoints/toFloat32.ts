import { AppError } from "~/core/errors";
import type { Dtype } from "./dtypes";

const readers: Partial<Record<Dtype, (buffer: ArrayBuffer) => Float32Array>> = {
  F32: (buffer) => new Float32Array(buffer),
  F64: (buffer) => Float32Array.from(new Float64Array(buffer)),
  F16: (buffer) => Float32Array.from(new Uint16Array(buffer), halfToNumber),
  BF16: (buffer) => new Float32Array(Uint32Array.from(new Uint16Array(buffer), (bits) => bits << 16).buffer),
};

/**
 * Little-endian elements as float32: exact for F16 and BF16, rounded for F64.
 *
 * @throws AppError checkpoint_unreadable for a type that holds no weights
 */
export function toFloat32(bytes: Uint8Array, dtype: Dtype): Float32Array {
  const read = readers[dtype];
  if (read === undefined) {
    throw new AppError("checkpoint_unreadable", `Weights are F32, F64, F16 or BF16, not ${dtype}.`);
  }
  // A copy starts at a multiple of eight, which a view into a file need not.
  return read(new Uint8Array(bytes).buffer);
}

/** IEEE binary16: sign, 5 bits of exponent (bias 15), 10 of fraction. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
