import { type KernelLibrary, kernelVariants, loadKernels } from "~workers/backends/native/kernelLibrary";
import { buildKernels } from "~workers/kernels/build.mjs";
import { AppError } from "~/core/errors";

/** The kernels of each instruction set that this CPU can run, built first if need be. */
export async function everyKernelLibrary(): Promise<KernelLibrary[]> {
  await buildKernels();
  return kernelVariants.flatMap((variant) => {
    try {
      return [loadKernels(variant)];
    } catch (error) {
      if (error instanceof AppError) return [];
      throw error;
    }
  });
}
