import { openBackend } from "~workers/backends/openBackend";
import { buildKernels } from "~workers/kernels/build.mjs";

/** Makes tfjs compute on our kernels, built first if need be. */
export async function useNativeTensors(): Promise<void> {
  await buildKernels();
  await openBackend({ threads: 2 });
}
