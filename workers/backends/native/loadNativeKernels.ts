import { address } from "koffi";
import { AppError } from "~/core/errors";
import { bindKernels, type KernelLibrary } from "../kernelLibrary";
import { openNativeLibrary } from "./openNativeLibrary";

/** The instruction sets the shared library is compiled for: a CPU that runs one of x86 runs those after it. */
export const nativeVariants = ["amx", "avx512", "avx2", "neon"] as const;
export type NativeVariant = (typeof nativeVariants)[number];

/**
 * Loads the shared library that workers/kernels/buildNative.mjs made.
 *
 * @param variant the best one of this CPU when left out
 * @throws AppError backend_unavailable when it is not built, or the CPU cannot run it
 */
export function loadNativeKernels(variant?: NativeVariant): KernelLibrary {
  const library = openNativeLibrary();
  const best = String(library.func("kernels_best_variant", "str", [])());
  const first = nativeVariants.findIndex((name) => name === best);
  const runnable =
    first < 0 ? [] : nativeVariants.slice(first).filter((name) => (name === "neon") === (best === "neon"));
  const chosen = variant ?? runnable[0];
  if (chosen === undefined || !runnable.includes(chosen)) {
    throw new AppError(
      "backend_unavailable",
      `This CPU cannot run the ${chosen ?? "native"} kernels: ${best === "" ? "it lacks AVX2 and FMA" : `it runs ${runnable.join(" and ")}`}.`,
    );
  }
  return {
    backend: "native",
    variant: chosen,
    startPool: library.func("pool_start", "void", ["int"]),
    poolThreads: library.func("pool_threads", "int", []),
    floats: floatsIn(library.func("pages_large", "void", ["float *", "int64_t"])),
    ...bindKernels((name, types) => library.func(name, "void", types.map(asInC)), chosen),
  };
}

/** Shorter arrays may lie among others in the heap, whose pages were touched already. */
const leastLarge = 2 ** 22;
/** A vector of floats that begins elsewhere is in two lines of the cache, which costs a kernel that reads it from there twice the time. */
const cacheLine = 64;

const floatsIn = (askForLargePages: (memory: Float32Array, bytes: number) => void) => (length: number) => {
  const bytes = new ArrayBuffer(4 * length + cacheLine);
  const beyond = Number(address(bytes) % BigInt(cacheLine));
  const values = new Float32Array(bytes, (cacheLine - beyond) % cacheLine, length);
  if (values.byteLength >= leastLarge) askForLargePages(values, values.byteLength);
  return values;
};

/** Any pointer may be null in C. */
const asInC = (type: string) => type.replace(" or null", "");
