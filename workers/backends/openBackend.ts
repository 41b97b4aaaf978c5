import { availableParallelism } from "node:os";
import { enableProdMode, setBackend } from "@tensorflow/tfjs-core";
import { AppError, requireThat } from "~/core/errors";
import type { ComputeBackend } from "./computeBackend";
import { nativeAblate } from "./native/ablate";
import { nativeEigenvalues } from "./native/eigenvalues";
import { nativeGram } from "./native/gram";
import { type KernelVariant, loadKernels } from "./native/kernelLibrary";
import { registerTensors } from "./native/registerTensors";

interface Choice {
  name?: "native" | undefined;
  /** Of the whole process; every core when left out. */
  threads?: number | undefined;
  /** The instruction set; the best one of this CPU when left out. */
  variant?: KernelVariant | undefined;
}

/**
 * Opens a backend and makes it the one that tfjs computes on.
 *
 * @throws AppError backend_unavailable when this machine cannot run it, with the reason
 */
export async function openBackend({ threads, variant }: Choice = {}): Promise<ComputeBackend> {
  const wanted = threads ?? availableParallelism();
  requireThat(
    Number.isInteger(wanted) && wanted >= 1,
    `threads must be a whole number from 1 on, not ${wanted}`,
  );
  const library = loadKernels(variant);
  library.startPool(wanted);
  // A backend's name is for ever in tfjs: each instruction set has its own.
  const tfjsName = `native-${library.variant}`;
  registerTensors(tfjsName, library);
  enableProdMode();
  if (!(await setBackend(tfjsName))) {
    throw new AppError("backend_unavailable", `tfjs could not start the backend ${tfjsName}.`);
  }
  const used = library.poolThreads();
  return {
    name: "native",
    description: `native ${library.variant}, ${used} thread${used === 1 ? "" : "s"}`,
    tfjsName,
    kernels: {
      ablate: (problem) => nativeAblate(library, problem),
      gram: (weights, rows, columns) => nativeGram(library, weights, rows, columns),
      eigenvalues: (symmetric, n) => nativeEigenvalues(library, symmetric, n),
    },
  };
}
