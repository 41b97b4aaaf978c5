import { type LibraryHandle, load } from "koffi";
import { AppError } from "~/core/errors";
import { nativeLibrary } from "~workers/kernels/buildNative.mjs";

/**
 * The shared library that workers/kernels/buildNative.mjs made; the same one for all threads of the process.
 *
 * @throws AppError backend_unavailable when it is not built
 */
export function openNativeLibrary(): LibraryHandle {
  try {
    return load(nativeLibrary);
  } catch (cause) {
    throw new AppError("backend_unavailable", `No kernels at ${nativeLibrary}: run "npm run kernels".`, {
      cause,
    });
  }
}
