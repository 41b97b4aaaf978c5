import { AppError } from "~/core/errors";
import type { KernelLibrary } from "./kernelLibrary";
import type { NativeVariant } from "./native/loadNativeKernels";
import { loadWasmKernels } from "./wasm/loadWasmKernels";

export interface KernelChoice {
  /** The native ones where they run, else WebAssembly, when left out. */
  name?: KernelLibrary["backend"] | undefined;
  /** An instruction set of the native ones; the best one of this CPU when left out. */
  variant?: NativeVariant | undefined;
}

/** @throws AppError backend_unavailable with the reasons why none of those asked for can be had */
export async function loadKernels({ name, variant }: KernelChoice): Promise<KernelLibrary> {
  if (name === "wasm") return loadWasmKernels();
  try {
    return await loadNative(variant);
  } catch (native) {
    if (name === "native" || variant !== undefined || !(native instanceof AppError)) throw native;
    try {
      return loadWasmKernels();
    } catch (wasm) {
      if (!(wasm instanceof AppError)) throw wasm;
      throw new AppError("backend_unavailable", `${native.message} ${wasm.message}`, { cause: wasm });
    }
  }
}

/** Loaded when it is needed: what calls C is itself a binary, which may not exist for this system. */
async function loadNative(variant: NativeVariant | undefined): Promise<KernelLibrary> {
  const loader = await import("./native/loadNativeKernels").catch((cause: unknown) => {
    throw new AppError("backend_unavailable", `koffi, which calls the native kernels, does not load here.`, {
      cause,
    });
  });
  return loader.loadNativeKernels(variant);
}
