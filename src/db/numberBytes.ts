export type Dtype = "f32" | "f64";

/** Numbers as little-endian bytes, as they lie in memory on every machine we run on. */
export function bytesOf(values: Float32Array | Float64Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** The inverse of `bytesOf`. Copies, because a typed array must begin at a multiple of its element's size. */
export function numbersOf(bytes: Uint8Array, dtype: "f64"): Float64Array;
export function numbersOf(bytes: Uint8Array, dtype: Dtype): Float32Array | Float64Array;
export function numbersOf(bytes: Uint8Array, dtype: Dtype): Float32Array | Float64Array {
  const { buffer } = new Uint8Array(bytes);
  return dtype === "f32" ? new Float32Array(buffer) : new Float64Array(buffer);
}

export const dtypeOf = (values: Float32Array | Float64Array): Dtype =>
  values instanceof Float32Array ? "f32" : "f64";
