import type { ComputeBackend } from "~workers/backends/computeBackend";
import { loadKernels } from "~workers/backends/loadKernels";
import { openBackend } from "~workers/backends/openBackend";

/** Our kernels on the cores of this machine, also where a GPU would be preferred to them. */
export async function openCpuBackend(options: { threads?: number } = {}): Promise<ComputeBackend> {
  const { backend } = await loadKernels({});
  return openBackend({ ...options, name: backend });
}
