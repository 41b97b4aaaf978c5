import { buildKernels } from "~workers/kernels/build.mjs";
import { openCpuBackend } from "./openCpuBackend";

/** Makes tfjs compute on our kernels, built first if need be. */
export async function useNativeTensors(): Promise<void> {
  await buildKernels();
  await openCpuBackend({ threads: 2 });
}
