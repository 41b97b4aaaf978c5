import { type KernelArguments, kernelPrototypes } from "./kernelPrototypes";

type Prototypes = typeof kernelPrototypes;

export type Kernels = {
  readonly [Name in keyof Prototypes]: (...args: KernelArguments<Prototypes[Name]>) => void;
};

/** The C kernels for one instruction set, and the pool of threads they work on. */
export interface KernelLibrary extends Kernels {
  readonly backend: "native" | "wasm";
  /** amx is avx512 with products of float32 matrices on the tile unit, which round otherwise in the last bits. */
  readonly variant: "amx" | "avx512" | "avx2" | "neon" | "simd128" | "fma128";
  /** Sets how many threads every kernel uses from now on, the caller's among them. */
  readonly startPool: (threads: number) => void;
  /** How many they are: fewer than asked for where the system refuses more. */
  readonly poolThreads: () => number;
  /** Zeros, in memory that is cheap to touch for the first time where the system has such. */
  readonly floats: (length: number) => Float32Array;
}

/** Every kernel, each of them as `find` gives it for its name in C and the types of its arguments. */
export function bindKernels(
  find: (name: string, types: Prototypes[keyof Prototypes]) => unknown,
  variant: KernelLibrary["variant"],
): Kernels {
  const kernels: unknown = Object.fromEntries(
    Object.entries(kernelPrototypes).map(([name, types]) => [name, find(`${name}_${variant}`, types)]),
  );
  // What calls C is untyped; the prototypes say the rest.
  return kernels as Kernels;
}
