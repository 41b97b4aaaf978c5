// Compiles the C kernels into one shared library: `npm run kernels`. Node built-ins only, because `npm start` runs it
// before anything is installed.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = path.dirname(fileURLToPath(import.meta.url));
const buildFolder = path.join(here, "build");

export const libraryPath = path.join(
  buildFolder,
  `plateau-kernels.${process.platform === "darwin" ? "dylib" : "so"}`,
);

/** Compiled once: they hold the process's one pool of threads, and look at the CPU before any variant may run. */
const singletons = new Set(["pool.c", "cpu.c"]);

/** The instruction sets each kernel is compiled for. */
const variants =
  process.arch === "arm64"
    ? { neon: [] }
    : { avx2: ["-march=x86-64-v3"], avx512: ["-march=x86-64-v4", "-mprefer-vector-width=512"] };

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

// Threads that used the kernels hold scratch memory, freed by our code when they end, which is after the thread of
// Node that loaded the library has unloaded it: so it stays.
const linkFlags = process.platform === "linux" ? ["-Wl,-z,nodelete"] : [];

class BuildError extends Error {}

async function compilerVersion(compiler) {
  try {
    return (await run(compiler, ["--version"])).stdout;
  } catch (error) {
    throw new BuildError(
      `No C compiler: "${compiler} --version" failed (${error.code ?? error.message}). Install gcc or clang (Debian: apt-get install gcc libc6-dev; macOS: xcode-select --install) or name one in CC.`,
    );
  }
}

async function fingerprint(version, names) {
  const hash = createHash("sha256").update(
    JSON.stringify([version, flags, linkFlags, variants, process.arch]),
  );
  for (const name of names) hash.update(`\0${name}\0`).update(await readFile(path.join(here, name)));
  return hash.digest("hex");
}

async function compile(compiler, file, variant, folder) {
  const object = path.join(folder, `${file}.${variant ?? "once"}.o`);
  const options = variant === null ? [] : [...variants[variant], `-DVARIANT=${variant}`];
  await run(compiler, [...flags, ...options, "-c", path.join(here, file), "-o", object]);
  return object;
}

/**
 * Builds the library unless it is up to date with the sources, the flags and the compiler.
 *
 * @returns {Promise<{ library: string, built: boolean }>}
 */
export async function buildKernels() {
  const compiler = process.env.CC || "cc";
  const names = (await readdir(here)).filter((name) => /\.[ch]$/.test(name)).sort();
  const wanted = await fingerprint(await compilerVersion(compiler), names);
  const mark = path.join(buildFolder, "fingerprint");
  if ((await readFile(mark, "utf8").catch(() => "")) === wanted)
    return { library: libraryPath, built: false };

  const folder = await mkdtemp(path.join(tmpdir(), "plateau-kernels-"));
  try {
    const sources = names.filter((name) => name.endsWith(".c"));
    const objects = await Promise.all(
      sources.flatMap((file) =>
        singletons.has(file)
          ? [compile(compiler, file, null, folder)]
          : Object.keys(variants).map((variant) => compile(compiler, file, variant, folder)),
      ),
    );
    await mkdir(buildFolder, { recursive: true });
    // A name of its own first: another process may be loading the old library, or building too.
    const fresh = path.join(buildFolder, `${process.pid}.${path.basename(libraryPath)}`);
    await run(compiler, ["-shared", "-pthread", ...linkFlags, ...objects, "-lm", "-o", fresh]);
    await rename(fresh, libraryPath);
    await writeFile(mark, wanted);
  } catch (error) {
    throw new BuildError(`The kernels do not compile with ${compiler}:\n${error.stderr ?? error.message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { library: libraryPath, built: true };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const started = performance.now();
  try {
    const { library, built } = await buildKernels();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${path.relative(process.cwd(), library)} ${built ? `built in ${seconds} s` : "is up to date"}`,
    );
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
