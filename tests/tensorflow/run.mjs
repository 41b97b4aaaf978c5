// Runs the tensorflow backend on TensorFlow itself, without a GPU: `node tests/tensorflow/run.mjs [FOLDER]`.
// PyPI's tensorflow-cpu wheel carries TensorFlow's C library and headers, and npm's tfjs-node the sources of its binding;
// nothing else is fetched. What was made stays in FOLDER (one of the system's temporary folders when left out, some 1.2 GB)
// and is not made again. Needs Linux on x64, pip, unzip and g++. No user of Plateau needs this.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const versions = { wheel: "2.15.1", python: "3.11", tfjs: "4.22.0", headers: "1.9.0" };
const folder = resolve(process.argv[2] ?? join(tmpdir(), "plateau-tensorflow"));
const libraries = join(folder, "wheel", "tensorflow");
// Found by the name that the backend asks for: what differs is the library beneath.
const packageFolder = join(folder, "node_modules", "@tensorflow", "tfjs-node-gpu");
const binding = join(packageFolder, "lib", "napi-v8", "tfjs_binding.node");

function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { stdio: "inherit", cwd: folder, ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}

mkdirSync(folder, { recursive: true });
if (!existsSync(join(libraries, "libtensorflow_cc.so.2"))) {
  const only = [
    "--only-binary=:all:",
    "--platform",
    "manylinux2014_x86_64",
    "--python-version",
    versions.python,
  ];
  run("python3", [
    "-m",
    "pip",
    "download",
    "--quiet",
    "--no-deps",
    ...only,
    `tensorflow-cpu==${versions.wheel}`,
  ]);
  const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
  const parts = ["libtensorflow*", "include/tensorflow/c/*", "include/tensorflow/core/platform/*"];
  const wanted = [...parts, "include/tensorflow/tsl/*", "include/tsl/*"].map((part) => `tensorflow/${part}`);
  // 11: a pattern matched nothing.
  const { status } = spawnSync("unzip", ["-q", "-o", wheel, ...wanted, "-d", "wheel"], { cwd: folder });
  if (status !== 0 && status !== 11) throw new Error(`${wheel} cannot be unpacked`);
}
if (!existsSync(packageFolder)) {
  writeFileSync(join(folder, "package.json"), "{}");
  const packages = [`@tensorflow/tfjs-node@${versions.tfjs}`, `node-api-headers@${versions.headers}`];
  run("npm", ["install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", ...packages]);
  renameSync(join(folder, "node_modules", "@tensorflow", "tfjs-node"), packageFolder);
}
if (!existsSync(binding)) {
  mkdirSync(join(packageFolder, "lib", "napi-v8"), { recursive: true });
  const include = [join(folder, "node_modules", "node-api-headers", "include"), join(libraries, "include")];
  run("g++", [
    ...["-shared", "-fPIC", "-O2", "-std=c++17", "-w", "-DNAPI_VERSION=8"],
    ...[...include, packageFolder].map((path) => `-I${path}`),
    ...["tfjs_backend.cc", "tfjs_binding.cc"].map((file) => join(packageFolder, "binding", file)),
    ...[
      `-L${libraries}`,
      "-l:libtensorflow_cc.so.2",
      "-l:libtensorflow_framework.so.2",
      `-Wl,-rpath,${libraries}`,
    ],
    ...["-o", binding],
  ]);
}
const root = fileURLToPath(new URL("../..", import.meta.url));
// One tfjs-core, ours: kernels are registered in it.
const core = join(folder, "node_modules", "@tensorflow", "tfjs-core");
if (!lstatSync(core).isSymbolicLink()) {
  rmSync(core, { recursive: true });
  symlinkSync(join(root, "node_modules", "@tensorflow", "tfjs-core"), core);
}

run("npx", ["vitest", "run", "--config", "tests/tensorflow/vitest.config.ts"], {
  cwd: root,
  env: { ...process.env, NODE_PATH: join(folder, "node_modules"), TF_CPP_MIN_LOG_LEVEL: "2" },
});
