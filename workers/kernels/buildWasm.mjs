// The same kernels as WebAssembly, by a compiler that is itself WebAssembly and comes from the package registry: for
// machines that have none of their own.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { BuildError, buildFile, buildFolder, listSources } from "./buildFile.mjs";

const run = promisify(execFile);
const name = "plateau-kernels.wasm";
const compiler = fileURLToPath(new URL("wasm/compile.mjs", import.meta.url));

export const wasmLibrary = path.join(buildFolder, name);

/** What `wasm/` has a version of its own of, or nobody asks for. */
const nativeOnly = new Set(["pool.c", "cpu.c"]);

/**
 * Builds the WebAssembly module unless it is up to date with the sources and the compiler.
 *
 * @throws BuildError when the compiler is not installed, or does not compile them
 */
export async function buildWasm() {
  const sources = [...(await listSources()), ...(await listSources("wasm"))].filter(
    (file) => !nativeOnly.has(file),
  );
  const settings = [await compilerVersion(), await readFile(compiler, "utf8")];
  const make = async (fresh) => {
    try {
      // Its machine code would be better after minutes than after seconds, but it runs only once.
      await run(process.execPath, ["--liftoff-only", compiler, fresh, ...sources]);
    } catch (error) {
      throw new BuildError(`The kernels do not compile to WebAssembly:\n${error.stderr || error.message}`);
    }
  };
  return buildFile({ name, sources, settings, make });
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
