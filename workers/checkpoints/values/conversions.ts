/** Little-endian elements, from the first byte of `from` on, to float32: `to.length` of them. */
export type Conversion = (from: ArrayBuffer, to: Float32Array) => void;

/** What a backend's kernels convert faster than plain TypeScript, to the same bits. None where no kernels are loaded. */
export type Conversions = Readonly<Partial<Record<"BF16" | "F16", Conversion>>>;
