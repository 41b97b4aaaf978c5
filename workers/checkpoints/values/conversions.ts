/** Little-endian elements, from the first byte of `from` on, to float32: `to.length` of them. */
export type Conversion = (from: ArrayBuffer, to: Float32Array) => void;

/** What a backend's kernels convert faster than plain TypeScript, to the same bits. None where no kernels are loaded. */
export interface Conversions {
  readonly BF16?: Conversion;
  readonly F16?: Conversion;
  /** Zeros, in memory that is filled faster than a new array's. */
  readonly floats?: (length: number) => Float32Array;
}
