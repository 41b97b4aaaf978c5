import { bindKernels, type KernelLibrary } from "../kernelLibrary";
import { kernelCaller } from "./kernelCaller";
import { threadStarter } from "./threadStarter";
import { fusesMultiplyAdd } from "./fusesMultiplyAdd";
import { openWasmModule, type WasmVariant } from "./wasmModule";

/** Those that run here, the best one first. */
export const wasmVariants: readonly WasmVariant[] = fusesMultiplyAdd() ? ["fma128", "simd128"] : ["simd128"];

/**
 * The C kernels as WebAssembly, in a memory of their own.
 *
 * @param variant the best one that runs here when left out
 * @throws AppError backend_unavailable when they are not built, or this machine cannot run them
 */
export function loadWasmKernels(variant: WasmVariant = wasmVariants[0]!): KernelLibrary {
  const module = openWasmModule(variant);
  return {
    backend: "wasm",
    variant,
    startPool: threadStarter(module),
    poolThreads: module.func("pool_threads"),
    floats: (length) => new Float32Array(length),
    ...bindKernels(kernelCaller(module), variant),
  };
}
