import { createRequire } from "node:module";
import { backend as tfjsBackend, setBackend } from "@tensorflow/tfjs-core";
import { BackendUnavailable } from "../backendUnavailable";
import type { ComputeBackend } from "../computeBackend";
import { isPlainProblem } from "../float32Ablation/ablateInBlocks";
import { openCores } from "../openKernels";
import { tensorAblate } from "./ablate";
import { registerComposedKernels } from "./registerComposedKernels";

const packageName = "@tensorflow/tfjs-node-gpu";
const fix = `On Linux with an NVIDIA GPU, its driver, CUDA 11.2 and cuDNN 8, and Node below 23, run: npm i ${packageName}@4.22.0`;

/**
 * TensorFlow's own kernels on a CUDA GPU, where the reader has installed them; spectra, which want float64, and ablation with
 * a soft cap, a norm after the MLP or token frequencies on the cores.
 *
 * @throws BackendUnavailable, AppError backend_unavailable
 */
export async function openTensorflow({
  threads,
  allowSoftwareGpu = false,
}: {
  threads: number;
  allowSoftwareGpu?: boolean | undefined;
}): Promise<ComputeBackend> {
  loadPackage();
  await setBackend("tensorflow");
  // Without CUDA it computes on the CPU, and slower than our kernels do.
  const { isUsingGpuDevice } = tfjsBackend() as unknown as { isUsingGpuDevice: boolean };
  if (!isUsingGpuDevice && !allowSoftwareGpu)
    throw new BackendUnavailable("TensorFlow is installed and sees no CUDA GPU.", fix);
  registerComposedKernels("tensorflow");
  const cores = await openCores({ threads });
  return {
    name: "tensorflow",
    description: `tensorflow ${isUsingGpuDevice ? "CUDA GPU" : "CPU, for tests"}, spectra and what its ablation lacks on ${cores.description}`,
    tfjsName: "tensorflow",
    kernels: {
      ...cores.kernels,
      ablate: (problem, options) =>
        isPlainProblem(problem) ? tensorAblate(problem, options) : cores.kernels.ablate(problem, options),
    },
  };
}

/** It makes itself known to tfjs. An optional peer: whoever has no such GPU does not install it. */
function loadPackage(): void {
  const require = createRequire(import.meta.url);
  let path: string;
  try {
    path = require.resolve(packageName);
  } catch (cause) {
    throw new BackendUnavailable(`${packageName} is not installed.`, fix, { cause });
  }
  try {
    require(path);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.split("\n")[0]! : String(cause);
    throw new BackendUnavailable(`${packageName} is installed and does not load: ${said}`, fix, { cause });
  }
}
