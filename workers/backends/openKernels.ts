import type { BackendName } from "~/core/backendNames";
import { AppError } from "~/core/errors";
import { BackendUnavailable } from "./backendUnavailable";
import type { ComputeBackend } from "./computeBackend";
import type { KernelLibrary } from "./kernelLibrary";
import { type KernelChoice, loadKernels } from "./loadKernels";
import { nativeAblate } from "./native/ablate";
import { ablateInThread, isForThread } from "./native/ablateInThread";
import { nativeConversions } from "./native/conversions";
import { nativeEigenvalues } from "./native/eigenvalues";
import { nativeExcessKurtosis } from "./native/excessKurtosis";
import { nativeGram } from "./native/gram";
import { nativeMatrixSpectra } from "./native/matrixSpectra";
import { nativeTridiagonal } from "./native/tridiagonal";
import { nativeEigenvaluesOfEach, nativeGramSpectraOfEach } from "./native/spectraOfEach";
import { registerTensors } from "./native/registerTensors";
import type { NumericKernels } from "./numericKernels";

const fixes = {
  native:
    "That needs a C compiler: gcc or clang (Debian: apt-get install gcc libc6-dev; macOS: xcode-select --install).",
  wasm: "That needs the package @yowasp/clang, which npm ci installs.",
} as const satisfies Partial<Record<BackendName, string>>;

/** Our C kernels on the cores of this machine. @throws BackendUnavailable */
export async function openKernels(
  choice: KernelChoice & { name: KernelLibrary["backend"]; threads: number },
): Promise<ComputeBackend> {
  const { library, description, kernels } = await openCores(choice).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    throw new BackendUnavailable(error.message, fixes[choice.name], { cause: error });
  });
  // A backend's name is for ever in tfjs: each instruction set has its own.
  const tfjsName = `${library.backend}-${library.variant}`;
  registerTensors(tfjsName, library);
  return { name: library.backend, description, tfjsName, kernels };
}

export interface Cores {
  library: KernelLibrary;
  /** "native avx512, 2 threads" */
  description: string;
  kernels: NumericKernels;
}

/**
 * The kernels that need no tensors, which a GPU leaves to the cores: it has no float64 for spectra.
 *
 * @throws AppError backend_unavailable
 */
export async function openCores({ threads, ...choice }: KernelChoice & { threads: number }): Promise<Cores> {
  const library = await loadKernels(choice);
  library.startPool(threads);
  const used = library.poolThreads();
  return {
    library,
    description: `${library.backend} ${library.variant}, ${used} thread${used === 1 ? "" : "s"}`,
    kernels: {
      ...ablateBeside(library),
      gram: (weights, rows, columns, side) =>
        nativeGram(library, weights, { rows, columns, ...(side && { side }) }),
      eigenvalues: (symmetric, n) => nativeEigenvalues(library, symmetric, n),
      tridiagonal: (symmetric, n) => nativeTridiagonal(library, symmetric, n),
      eigenvaluesOfEach: (matrices, n) => nativeEigenvaluesOfEach(library, matrices, n),
      gramSpectraOfEach: (matrices, rows, columns) =>
        nativeGramSpectraOfEach(library, matrices, { rows, columns }),
      conversions: nativeConversions(library),
      excessKurtosis: (values) => nativeExcessKurtosis(library, values),
      matrixSpectra: (weights, options) => nativeMatrixSpectra(library, weights, options),
    },
  };
}

/** Long ablations beside what else is computed, where the kernels can be called from another thread. */
function ablateBeside(library: KernelLibrary): Pick<NumericKernels, "ablate" | "prepareAblation"> {
  const inThread =
    library.variant === "simd128" || library.variant === "fma128" ? null : ablateInThread(library.variant);
  return {
    ablate: async (problem, options) =>
      inThread && isForThread(problem) ? inThread(problem, options) : nativeAblate(library, problem, options),
    ...(inThread && { prepareAblation: inThread.prepare }),
  };
}
