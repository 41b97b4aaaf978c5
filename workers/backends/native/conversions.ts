import type { KernelLibrary } from "../kernelLibrary";
import type { NumericKernels } from "../numericKernels";

/** None in WebAssembly: what it copies into its memory and out again takes longer than plain TypeScript does. */
export function nativeConversions(library: KernelLibrary): NumericKernels["conversions"] {
  if (library.backend !== "native") return {};
  const { convert_bf16, convert_f16, floats } = library;
  return {
    BF16: (from, to) => convert_bf16(new Uint16Array(from, 0, to.length), to, to.length),
    F16: (from, to) => convert_f16(new Uint16Array(from, 0, to.length), to, to.length),
    floats,
  };
}
