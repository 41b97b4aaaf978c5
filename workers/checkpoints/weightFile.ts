import type { Dtype } from "./dtypes";
import type { Conversions } from "./values/conversions";

/** A tensor as a file holds it. */
export interface StoredTensor {
  /** By the names of safetensors: F32, BF16, I64 … */
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Of its elements, unpacked. */
  readonly bytes: number;
}

export interface ReadableTensor extends StoredTensor {
  /** Its values in row-major order. */
  readonly read: (conversions?: Conversions) => Promise<Float32Array>;
}

/** What a file holds beside the weights, and why it is not read. */
export interface Refused {
  readonly name: string;
  readonly reason: string;
}

export type Metadata = Readonly<Record<string, string | number | boolean>>;

export type WeightFormat = "safetensors" | "pytorch" | "npz" | "llama2.c";

/** One opened file in one of the formats. */
export interface WeightFile {
  readonly format: WeightFormat;
  readonly tensors: ReadonlyMap<string, ReadableTensor>;
  readonly refused: readonly Refused[];
  readonly metadata: Metadata;
}
