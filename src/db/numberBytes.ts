export type Dtype = "f32" | "f64" | "i32";
export type Numbers = Float32Array | Float64Array | Int32Array;

/** Numbers as little-endian bytes, as they lie in memory on every machine we run on. */
export function bytesOf(values: Numbers): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** The inverse of `bytesOf`. Copies, because a typed array must begin at a multiple of its element's size. */
export function numbersOf(bytes: Uint8Array, dtype: "f64"): Float64Array;
export function numbersOf(bytes: Uint8Array, dtype: Dtype): Numbers;
export function numbersOf(bytes: Uint8Array, dtype: Dtype): Numbers {
  const { buffer } = new Uint8Array(bytes);
  if (dtype === "i32") return new Int32Array(buffer);
  return dtype === "f32" ? new Float32Array(buffer) : new Float64Array(buffer);
}

export function dtypeOf(values: Numbers): Dtype {
  if (values instanceof Int32Array) return "i32";
  return values instanceof Float32Array ? "f32" : "f64";
}
