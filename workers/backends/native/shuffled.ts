import type { KernelLibrary } from "../kernelLibrary";

/** A copy in the order that `shuffle` gives with `seededRandom(seed)`. */
export function nativeShuffled(library: KernelLibrary, values: Float32Array, seed: number): Float32Array {
  const copy = values.slice();
  library.shuffle(copy, copy.length, seed | 0);
  return copy;
}
