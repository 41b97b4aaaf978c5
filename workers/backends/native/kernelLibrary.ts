import { type LibraryHandle, load } from "koffi";
import { AppError } from "~/core/errors";
import { libraryPath } from "~workers/kernels/build.mjs";
import { type KernelArguments, kernelPrototypes } from "./kernelPrototypes";

/** The instruction sets the kernels are compiled for. */
export const kernelVariants = ["avx512", "avx2", "neon"] as const;
export type KernelVariant = (typeof kernelVariants)[number];

type Prototypes = typeof kernelPrototypes;

type Kernels = { readonly [Name in keyof Prototypes]: (...args: KernelArguments<Prototypes[Name]>) => void };

/** The C kernels of one variant, and the pool of threads that all variants share. */
export interface KernelLibrary extends Kernels {
  readonly variant: KernelVariant;
  /** Sets how many threads every kernel uses from now on, the caller's among them. */
  readonly startPool: (threads: number) => void;
  /** How many they are: fewer than asked for where the system refuses more. */
  readonly poolThreads: () => number;
}

/**
 * Loads the shared library that workers/kernels/build.mjs made.
 *
 * @param variant the best one of this CPU when left out
 * @throws AppError backend_unavailable when it is not built, or the CPU cannot run it
 */
export function loadKernels(variant?: KernelVariant): KernelLibrary {
  const library = openLibrary();
  const best = String(library.func("kernels_best_variant", "str", [])());
  const runnable = kernelVariants.filter((name) => name === best || (name === "avx2" && best === "avx512"));
  const chosen = variant ?? runnable[0];
  if (chosen === undefined || !runnable.includes(chosen)) {
    throw new AppError(
      "backend_unavailable",
      `This CPU cannot run the ${chosen ?? "native"} kernels: ${best === "" ? "it lacks AVX2 and FMA" : `it runs ${runnable.join(" and ")}`}.`,
    );
  }
  // koffi's types end at the name; the prototypes say the rest.
  const kernels: unknown = Object.fromEntries(
    Object.entries(kernelPrototypes).map(([name, types]) => [
      name,
      library.func(`${name}_${chosen}`, "void", [...types]),
    ]),
  );
  return {
    variant: chosen,
    startPool: library.func("pool_start", "void", ["int"]),
    poolThreads: library.func("pool_threads", "int", []),
    ...(kernels as Kernels),
  };
}

function openLibrary(): LibraryHandle {
  try {
    return load(libraryPath);
  } catch (cause) {
    throw new AppError("backend_unavailable", `No kernels at ${libraryPath}: run "npm run kernels".`, {
      cause,
    });
  }
}
