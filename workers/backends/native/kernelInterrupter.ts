import { openNativeLibrary } from "./openNativeLibrary";

/**
 * What makes the kernels at work on any thread of this process return early, their results unusable, until it is called
 * with false.
 *
 * @throws AppError backend_unavailable when they are not built
 */
export function kernelInterrupter(): (on: boolean) => void {
  const interrupt = openNativeLibrary().func("pool_interrupt", "void", ["int"]);
  return (on) => {
    interrupt(Number(on));
  };
}
