// node compile.mjs MODULE VARIANT SOURCE...: compiles and links C sources, named from the kernels' folder, into one
// module for an instruction set.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { commands, Exit } from "@yowasp/clang";

const [target, variant, ...sources] = process.argv.slice(2);
const kernels = fileURLToPath(new URL("..", import.meta.url));

/**
 * Of relaxed SIMD only the multiply-add is used, and only where vmadd asks for it: WebAssembly has none for a single
 * number, so that the end of a row would be rounded otherwise than its middle.
 */
const options = { simd128: ["-msimd128"], fma128: ["-msimd128", "-mrelaxed-simd", "-ffp-contract=off"] };

const flags = [
  // Headers are those of WASI; nothing is linked that is not here, and the module asks its host for memory only.
  ...["--target=wasm32-wasip1", "-nostdlib", "-I."],
  ...[
    "-std=gnu11",
    "-O3",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-fvisibility=hidden",
    "-Wall",
    "-Wextra",
  ],
  ...["-matomics", "-mbulk-memory", `-DVARIANT=${variant}`],
  ...options[variant],
  ...["-Wl,--no-entry", "-Wl,--export-dynamic", "-Wl,--export=__stack_pointer", "-Wl,--strip-all"],
  // One memory for all threads. The first has a mebibyte of stack, below all data: overflowing it traps.
  ...["-Wl,--shared-memory", "-Wl,--import-memory", "-Wl,--max-memory=4294967296", "-Wl,--stack-first"],
  ...[
    "-Wl,-z,stack-size=1048576",
    "-Wl,--export-if-defined=__tls_size",
    "-Wl,--export-if-defined=__wasm_init_tls",
  ],
];

/** The compiler sees a file system of objects: a folder is one, a file a string. */
const tree = {};
for (const source of sources) {
  const { dir, base } = path.parse(source);
  const folder = dir === "" ? tree : (tree[dir] ??= {});
  folder[base] = await readFile(path.join(kernels, source), "utf8");
}

const io = { fetchProgress: () => {}, stderr: (bytes) => bytes && process.stderr.write(bytes) };
try {
  const compiled = sources.filter((source) => source.endsWith(".c"));
  const made = await commands.clang([...flags, ...compiled, "-o", "out.wasm"], tree, io);
  await writeFile(target, made["out.wasm"]);
} catch (error) {
  if (!(error instanceof Exit)) throw error;
  process.exitCode = 1;
}
