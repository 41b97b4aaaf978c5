/** Bytes of one element of each type a weight file may hold, by the names of safetensors. */
export const bytesPerElement = {
  F4: 0.5,
  F6_E2M3: 0.75,
  F6_E3M2: 0.75,
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  F8_E8M0: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
  C64: 8,
} as const;

export type Dtype = keyof typeof bytesPerElement;

export const isDtype = (name: string): name is Dtype => Object.hasOwn(bytesPerElement, name);

/** Types whose values mean nothing without scales that lie elsewhere, or that no weight has. */
type Unreadable = "F4" | "F6_E2M3" | "F6_E3M2" | "F8_E4M3" | "F8_E5M2" | "F8_E8M0" | "C64";
export type ReadableDtype = Exclude<Dtype, Unreadable>;

/** A length of 0 makes nothing of any other, however large. */
export const elementsOf = (shape: readonly number[]) =>
  shape.includes(0) ? 0 : shape.reduce((product, length) => product * length, 1);
