// The kernels as a shared library, by the C compiler of this machine.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { BuildError, buildFile, buildFolder, listSources, removeFile, sourceFolder } from "./buildFile.mjs";

const run = promisify(execFile);
const name = `plateau-kernels.${process.platform === "darwin" ? "dylib" : "so"}`;

export const nativeLibrary = path.join(buildFolder, name);

/** Compiled once: they hold the process's one pool of threads, look at the CPU before any variant may run, or compute nothing. */
const singletons = new Set(["pool.c", "cpu.c", "pages.c"]);

const avx512 = ["-march=x86-64-v4", "-mprefer-vector-width=512"];
const tiles = ["-mamx-tile", "-mamx-bf16"];

/** The instruction sets each kernel is compiled for. */
const variantsFor = (withTiles) =>
  process.arch === "arm64"
    ? { neon: [] }
    : { avx2: ["-march=x86-64-v3"], avx512, ...(withTiles && { amx: [...avx512, ...tiles] }) };

// Nothing of -ffast-math that touches a NaN, an infinity, a signed zero or the order of a sum: errno and trapping
// exceptions are not looked at, and a·b + c may become one fused instruction, which rounds once less.
const flags = [
  "-std=gnu11",
  "-O3",
  "-fno-math-errno",
  "-fno-trapping-math",
  "-ffp-contract=fast",
  "-fPIC",
  "-fvisibility=hidden",
  "-pthread",
  "-Wall",
  "-Wextra",
  "-Wno-psabi",
];

/**
 * Where the compiler makes vectors of a loop, and those pairs that are left over fuse other products and sums than it does
 * with the vectors, a number's last bit would tell how many came with it.
 */
const flagsOf = { "ablationShortcut.c": ["-ffp-contract=off"] };

// Threads that used the kernels hold scratch memory, freed by our code when they end, which is after the thread of
// Node that loaded the library has unloaded it: so it stays.
const linkFlags = process.platform === "linux" ? ["-Wl,-z,nodelete"] : [];

async function compilerVersion(compiler) {
  try {
    return (await run(compiler, ["--version"])).stdout;
  } catch (error) {
    throw new BuildError(
      `No C compiler: "${compiler} --version" failed (${error.code ?? error.message}). Install gcc or clang (Debian: apt-get install gcc libc6-dev; macOS: xcode-select --install) or name one in CC.`,
    );
  }
}

/** Compilers before gcc 11 and clang 11 know no tiles. */
async function knowsTiles(compiler) {
  if (process.arch !== "x64" || process.platform !== "linux") return false;
  return run(compiler, [...tiles, "-E", path.join(sourceFolder, "variant.h")]).then(
    () => true,
    () => false,
  );
}

async function compile(compiler, file, { variants, variant, folder }) {
  const object = path.join(folder, `${file}.${variant ?? "once"}.o`);
  const options =
    variant === undefined
      ? [`-DWITH_TILES=${Number("amx" in variants)}`]
      : [...variants[variant], `-DVARIANT=${variant}`, ...(flagsOf[file] ?? [])];
  await run(compiler, [...flags, ...options, "-c", path.join(sourceFolder, file), "-o", object]);
  return object;
}

/**
 * Builds the shared library unless it is up to date with the sources, the flags and the compiler.
 *
 * @throws BuildError when there is no compiler, or it does not compile them
 */
export async function buildNative() {
  const compiler = process.env.CC || "cc";
  const sources = await listSources();
  const version = await compilerVersion(compiler);
  const variants = variantsFor(await knowsTiles(compiler));
  const settings = [version, flags, flagsOf, linkFlags, variants, process.arch];
  const make = async (fresh, folder) => {
    try {
      const objects = await Promise.all(
        sources
          .filter((file) => file.endsWith(".c"))
          .flatMap((file) =>
            singletons.has(file)
              ? [compile(compiler, file, { variants, folder })]
              : Object.keys(variants).map((variant) =>
                  compile(compiler, file, { variants, variant, folder }),
                ),
          ),
      );
      await run(compiler, ["-shared", "-pthread", ...linkFlags, ...objects, "-lm", "-o", fresh]);
    } catch (error) {
      throw new BuildError(`The kernels do not compile with ${compiler}: ${error.stderr || error.message}`);
    }
  };
  return buildFile({ name, sources, settings, make });
}

export const removeNative = () => removeFile(name);
