import { setBackend } from "@tensorflow/tfjs-core";
import { type KernelLibrary, loadKernels } from "~workers/backends/native/kernelLibrary";
import { registerTensors } from "~workers/backends/native/registerTensors";
import { buildKernels } from "~workers/kernels/build.mjs";

/** Makes tfjs compute on the native kernels, built first if need be. */
export async function useNativeTensors(): Promise<KernelLibrary> {
  await buildKernels();
  const library = loadKernels();
  library.startPool(2);
  registerTensors(`native-${library.variant}`, library);
  await setBackend(`native-${library.variant}`);
  return library;
}
