// Compiles the C kernels: `npm run kernels`.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { BuildError } from "./buildFile.mjs";
import { buildNative, removeNative } from "./buildNative.mjs";
import { buildWasm } from "./buildWasm.mjs";

/**
 * Builds the kernels unless they are up to date: as a shared library where a C compiler makes one, else as
 * WebAssembly; PLATEAU_BACKEND=native or wasm insists.
 *
 * @returns what was built, and why it is not the shared library, where nobody asked for that
 * @throws BuildError when neither can be built, or not what was asked for
 */
export async function buildKernels() {
  const asked = process.env.PLATEAU_BACKEND;
  if (asked === "wasm") return { ...(await buildWasm()), because: null };
  try {
    return { ...(await buildNative()), because: null };
  } catch (error) {
    if (!(error instanceof BuildError) || asked === "native") throw error;
    const built = await buildWasm().catch((second) => {
      throw second instanceof BuildError ? new BuildError(`${error.message}\n${second.message}`) : second;
    });
    // One that was built before would be preferred, and may be of other sources.
    await removeNative();
    return { ...built, because: error.message };
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const started = performance.now();
  try {
    const { library, built, because } = await buildKernels();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (because !== null) console.log(because);
    console.log(
      `${path.relative(process.cwd(), library)} ${built ? `built in ${seconds} s` : "is up to date"}`,
    );
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
