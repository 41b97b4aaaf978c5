import { availableParallelism } from "node:os";
import { enableProdMode, setBackend } from "@tensorflow/tfjs-core";
import { AppError, requireThat } from "~/core/errors";
import type { ComputeBackend } from "./computeBackend";
import { type KernelChoice, loadKernels } from "./loadKernels";
import { nativeAblate } from "./native/ablate";
import { nativeEigenvalues } from "./native/eigenvalues";
import { nativeGram } from "./native/gram";
import { registerTensors } from "./native/registerTensors";

interface Choice extends KernelChoice {
  /** Of the whole process; every core when left out. */
  threads?: number | undefined;
}

/**
 * Opens a backend and makes it the one that tfjs computes on.
 *
 * @throws AppError backend_unavailable when this machine cannot run it, with the reason
 */
export async function openBackend({ threads, ...choice }: Choice = {}): Promise<ComputeBackend> {
  const wanted = threads ?? availableParallelism();
  requireThat(
    Number.isInteger(wanted) && wanted >= 1,
    `threads must be a whole number from 1 on, not ${wanted}`,
  );
  const library = await loadKernels(choice);
  library.startPool(wanted);
  // A backend's name is for ever in tfjs: each instruction set has its own.
  const tfjsName = `${library.backend}-${library.variant}`;
  registerTensors(tfjsName, library);
  enableProdMode();
  if (!(await setBackend(tfjsName))) {
    throw new AppError("backend_unavailable", `tfjs could not start the backend ${tfjsName}.`);
  }
  const used = library.poolThreads();
  return {
    name: library.backend,
    description: `${library.backend} ${library.variant}, ${used} thread${used === 1 ? "" : "s"}`,
    tfjsName,
    kernels: {
      ablate: (problem, options) => nativeAblate(library, problem, options),
      gram: (weights, rows, columns) => nativeGram(library, weights, rows, columns),
      eigenvalues: (symmetric, n) => nativeEigenvalues(library, symmetric, n),
    },
  };
}
