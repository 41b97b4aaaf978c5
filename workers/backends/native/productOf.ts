import type { KernelLibrary } from "../kernelLibrary";

type DropFirst<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

/** A float32 product whose rows have the same bits whatever others they are made with: `gemm` goes by the whole shape. */
export function productOf(library: KernelLibrary) {
  return (...args: DropFirst<Parameters<KernelLibrary["gemm_parts"]>>) => library.gemm_parts(3, ...args);
}
