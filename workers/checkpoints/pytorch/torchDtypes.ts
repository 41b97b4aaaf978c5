import type { Dtype } from "../dtypes";

/** PyTorch's names of types: of the storage classes, and of what torch.float32 and the like are pickled as. */
const dtypes: Readonly<Record<string, Dtype>> = {
  "torch.FloatStorage": "F32",
  "torch.DoubleStorage": "F64",
  "torch.HalfStorage": "F16",
  "torch.BFloat16Storage": "BF16",
  "torch.LongStorage": "I64",
  "torch.IntStorage": "I32",
  "torch.ShortStorage": "I16",
  "torch.CharStorage": "I8",
  "torch.ByteStorage": "U8",
  "torch.BoolStorage": "BOOL",
  "torch.ComplexFloatStorage": "C64",
  "torch.float32": "F32",
  "torch.float64": "F64",
  "torch.float16": "F16",
  "torch.bfloat16": "BF16",
  "torch.int64": "I64",
  "torch.int32": "I32",
  "torch.int16": "I16",
  "torch.int8": "I8",
  "torch.uint8": "U8",
  "torch.uint16": "U16",
  "torch.uint32": "U32",
  "torch.uint64": "U64",
  "torch.bool": "BOOL",
  "torch.complex64": "C64",
  "torch.float8_e4m3fn": "F8_E4M3",
  "torch.float8_e5m2": "F8_E5M2",
  "torch.float8_e8m0fnu": "F8_E8M0",
};

/** null for a type that no weight here has, quantised ones among them. */
export const findTorchDtype = (name: string): Dtype | null =>
  Object.hasOwn(dtypes, name) ? dtypes[name]! : null;
