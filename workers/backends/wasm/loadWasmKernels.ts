import { bindKernels, type KernelLibrary } from "../kernelLibrary";
import { kernelCaller } from "./kernelCaller";
import { threadStarter } from "./threadStarter";
import { openWasmModule } from "./wasmModule";

const variant = "simd128";

/**
 * The C kernels as WebAssembly, in a memory of their own.
 *
 * @throws AppError backend_unavailable when they are not built, or this machine cannot run them
 */
export function loadWasmKernels(): KernelLibrary {
  const module = openWasmModule();
  return {
    backend: "wasm",
    variant,
    startPool: threadStarter(module),
    poolThreads: module.func("pool_threads"),
    ...bindKernels(kernelCaller(module), variant),
  };
}
