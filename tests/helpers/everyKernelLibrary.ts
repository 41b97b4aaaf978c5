import type { KernelLibrary } from "~workers/backends/kernelLibrary";
import { loadNativeKernels, nativeVariants } from "~workers/backends/native/loadNativeKernels";
import { loadWasmKernels, wasmVariants } from "~workers/backends/wasm/loadWasmKernels";
import { buildKernels } from "~workers/kernels/build.mjs";
import { buildWasm } from "~workers/kernels/buildWasm.mjs";
import { AppError } from "~/core/errors";

/** The kernels of each instruction set that this machine can run, WebAssembly last and the best of each first, built first if need be. */
export async function everyKernelLibrary(): Promise<KernelLibrary[]> {
  await buildWasm();
  return [...(await nativeKernelLibraries()), ...wasmVariants.map((variant) => loadWasmKernels(variant))];
}

/** Those of the shared library: none where there is no C compiler. */
export async function nativeKernelLibraries(): Promise<KernelLibrary[]> {
  const { because } = await buildKernels();
  if (because !== null && !because.startsWith("No C compiler")) throw new Error(because);
  return nativeVariants.flatMap((variant) => {
    try {
      return [loadNativeKernels(variant)];
    } catch (error) {
      if (error instanceof AppError) return [];
      throw error;
    }
  });
}
