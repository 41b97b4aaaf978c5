import type { ComputeBackend } from "../computeBackend";
import { openCores } from "../openKernels";
import { gpuAblate } from "./ablate";
import { openGpu } from "./openGpu";
import { registerGpuTensors } from "./registerGpuTensors";

/** Opened once: a device is for the life of the process. */
const opened = new Map<boolean, { gpu: Awaited<ReturnType<typeof openGpu>>; tfjsName: string }>();

/**
 * Tensors and ablation on the machine's GPU; spectra, which want float64, on its cores.
 *
 * @throws BackendUnavailable, AppError backend_unavailable
 */
export async function openWebgpu({
  threads,
  allowSoftwareGpu = false,
}: {
  threads: number;
  allowSoftwareGpu?: boolean | undefined;
}): Promise<ComputeBackend> {
  const found = opened.get(allowSoftwareGpu) ?? (await open(allowSoftwareGpu));
  const cores = await openCores({ threads });
  return {
    name: "webgpu",
    description: `webgpu ${found.gpu.name}, spectra on ${cores.description}`,
    tfjsName: found.tfjsName,
    kernels: {
      ...cores.kernels,
      ablate: (problem, options) => gpuAblate(found.gpu.gpu, problem, options),
    },
  };
}

async function open(allowSoftware: boolean) {
  const gpu = await openGpu({ allowSoftware });
  const device = { gpu, tfjsName: registerGpuTensors(gpu.gpu) };
  opened.set(allowSoftware, device);
  return device;
}
