// Makes a fresh clone, or one that was updated, ready to run. Node built-ins only: it runs before `npm ci` did.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { timed } from "./timed.mjs";

const oldestNode = [20, 19];

/** Something the reader can mend; its message is all there is to say. */
export class PrepareError extends Error {}

/**
 * Installs the packages, generates the database client, compiles the kernels and, with `web`, builds the pages; each
 * only where what it is made from has changed.
 */
export async function prepare({ web }) {
  requireNode();
  if (modified("node_modules/.package-lock.json") < modified("package-lock.json")) {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    await timed("packages", () => run(npm, ["ci", "--include=dev", "--no-audit", "--no-fund"]));
  }
  await whenStale({
    label: "database client",
    sources: ["prisma/schema.prisma", "node_modules/prisma/package.json"],
    stamp: "src/db/generated/.fingerprint",
    make: () => run(process.execPath, ["prisma/cli.mjs", "generate"]),
  });
  await timed("kernels", makeKernels);
  if (!web) return;
  await whenStale({
    label: "pages",
    sources: [
      "src",
      "package.json",
      "package-lock.json",
      "next.config.js",
      "postcss.config.mjs",
      "tsconfig.json",
    ],
    stamp: ".next/.fingerprint",
    make: () =>
      run(process.execPath, ["node_modules/next/dist/bin/next", "build"], { NEXT_TELEMETRY_DISABLED: "1" }),
  });
}

async function makeKernels() {
  const { buildKernels } = await import("./kernels/build.mjs");
  const { built, because } = await buildKernels().catch((error) => {
    throw new PrepareError(error.message, { cause: error });
  });
  const state = built ? "compiled" : "up to date";
  return because === null ? state : `${state} as WebAssembly (${because.split("\n")[0]})`;
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new PrepareError(`Plateau needs Node ${oldestNode.join(".")} or newer; this is ${process.version}.`);
}

/** Makes something again when the contents of its sources are not those it was made from. */
async function whenStale({ label, sources, stamp, make }) {
  const wanted = fingerprint(sources);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await timed(label, make);
  writeFileSync(stamp, wanted);
}

function fingerprint(sources) {
  const hash = createHash("sha256").update(process.version);
  for (const file of sources.flatMap(listFiles)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

function listFiles(path) {
  if (path === join("src", "db", "generated") || !existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}

const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Runs a command in silence; what it said is shown when it fails. */
function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: command.endsWith(".cmd"),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve();
      const said = output.includes("ENOSPC")
        ? "There is no space left on the disk."
        : output.trim().split("\n").slice(-40).join("\n");
      reject(new PrepareError(`${[command, ...args].join(" ")} failed:\n${said}`));
    });
  });
}
