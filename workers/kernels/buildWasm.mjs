// The same kernels as WebAssembly, by a compiler that is itself WebAssembly and comes from the package registry: for
// machines that have none of their own.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { BuildError, buildFile, buildFolder, listSources } from "./buildFile.mjs";

const run = promisify(execFile);

/** Vectors of 128 bits, and the same with a fused multiply-add, which not every engine has. */
const names = { simd128: "plateau-kernels.wasm", fma128: "plateau-kernels.fma128.wasm" };
const compiler = fileURLToPath(new URL("wasm/compile.mjs", import.meta.url));

export const wasmLibraries = {
  simd128: path.join(buildFolder, names.simd128),
  fma128: path.join(buildFolder, names.fma128),
};

/** What `wasm/` has a version of its own of, or nobody asks for. */
const nativeOnly = new Set(["pool.c", "cpu.c", "pages.c"]);

/**
 * Builds the WebAssembly modules unless they are up to date with the sources and the compiler.
 *
 * @throws BuildError when the compiler is not installed, or does not compile them
 */
export async function buildWasm() {
  const sources = [...(await listSources()), ...(await listSources("wasm"))].filter(
    (file) => !nativeOnly.has(file),
  );
  const settings = [await compilerVersion(), await readFile(compiler, "utf8")];
  const makeFor = (variant) => async (fresh) => {
    try {
      // Its machine code would be better after minutes than after seconds, but it runs only once.
      await run(process.execPath, ["--liftoff-only", compiler, fresh, variant, ...sources]);
    } catch (error) {
      throw new BuildError(`The kernels do not compile to WebAssembly:\n${error.stderr || error.message}`);
    }
  };
  const modules = await Promise.all(
    Object.entries(names).map(([variant, name]) =>
      buildFile({ name, sources, settings: [...settings, variant], make: makeFor(variant) }),
    ),
  );
  return { library: wasmLibraries.simd128, built: modules.some(({ built }) => built) };
}

async function compilerVersion() {
  try {
    return (await import("@yowasp/clang")).version;
  } catch (error) {
    throw new BuildError(
      `No compiler to WebAssembly: @yowasp/clang is not installed (${error.code}). Run npm ci.`,
    );
  }
}
