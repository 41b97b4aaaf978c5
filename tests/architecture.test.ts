import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

test("every import in the project is allowed", async () => {
  expect(await brokenRules(".")).toEqual([]);
});

// A rule whose pattern stopped matching would pass in silence, so each is shown a file that breaks it.
test.each([
  ["core-is-pure", "src/core/bad.ts", "node:fs"],
  ["core-is-pure", "src/core/bad.ts", "../db/good"],
  ["charts-know-core", "src/charts/bad.ts", "../server/good"],
  ["db-knows-core", "src/db/bad.ts", "../server/good"],
  ["server-knows-core-and-db", "src/server/bad.ts", "../features/good"],
  ["src-never-imports-workers", "src/server/bad.ts", "../../workers/good"],
  ["workers-are-headless", "workers/bad.ts", "../src/charts/good"],
  ["postgres-only-in-db", "src/server/bad.ts", "pg"],
  ["postgres-only-in-db", "workers/bad.ts", "@prisma/client"],
  ["browser-takes-only-types-of-the-server", "src/features/bad.ts", "../server/good"],
  ["web-never-loads-tensors", "src/server/bad.ts", "@tensorflow/tfjs-core"],
  ["pages-go-through-the-server", "src/app/bad.ts", "../db/good"],
  ["app-is-on-top", "src/features/bad.ts", "../app/good"],
  ["tests-are-leaves", "src/server/bad.ts", "../../tests/good"],
  ["no-cycles", "src/core/good.ts", "./good"],
  ["nothing-unresolved", "workers/bad.ts", "./absent"],
])("%s fires on %s importing %s", async (rule, path, target) => {
  await using project = await emptyProject();
  await project.write(path, `import { x } from ${JSON.stringify(target)};\nexport const y = x;`);
  expect(await brokenRules(project.directory)).toContain(rule);
});

test("features may import types of the server", async () => {
  await using project = await emptyProject();
  await project.write(
    "src/features/fine.ts",
    `import type { x } from "../server/good";\nexport type Y = typeof x;`,
  );
  expect(await brokenRules(project.directory)).toEqual([]);
});

async function emptyProject() {
  const directory = await mkdtemp(join(tmpdir(), "architecture-"));
  const write = async (path: string, source: string) => {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), source);
  };
  for (const folder of [
    "src/app",
    "src/core",
    "src/db",
    "src/server",
    "src/charts",
    "src/features",
    "workers",
    "tests",
  ]) {
    await write(`${folder}/good.ts`, "export const x = 1;");
  }
  await symlink(resolve("node_modules"), join(directory, "node_modules"));
  return { directory, write, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
}

interface CruiseResult {
  summary: { violations: { rule: { name: string } }[] };
}

function brokenRules(cwd: string): Promise<string[]> {
  const depcruise = resolve("node_modules/.bin/depcruise");
  const args = [
    "--config",
    resolve(".dependency-cruiser.cjs"),
    "--output-type",
    "json",
    "src",
    "workers",
    "tests",
  ];
  return new Promise((done, fail) =>
    execFile(depcruise, args, { cwd, maxBuffer: 1 << 28 }, (_, stdout, stderr) => {
      if (!stdout) {
        fail(new Error(stderr));
        return;
      }
      const { violations } = (JSON.parse(stdout) as CruiseResult).summary;
      done(violations.map(({ rule }) => rule.name));
    }),
  );
}

// What computes is compiled from the sources on the machine that runs it; a binary in the repository would have to be
// trusted. tests/workers/kernels/build.test.ts shows that the WebAssembly comes out the same, byte for byte, every time.
test("nothing that a machine can run is committed as a binary", async () => {
  expect(findBinaries(await trackedFiles(), (path) => readFileSync(path).subarray(0, 4))).toEqual([]);
});

test.each([
  ["an ELF library", "7f454c46"],
  ["WebAssembly", "0061736d"],
  ["a library of macOS", "cffaedfe"],
  ["a program of Windows", "4d5a9000"],
])("%s would be found under any name", (_, magic) => {
  expect(findBinaries(["notes.txt"], () => Buffer.from(magic, "hex"))).toEqual(["notes.txt"]);
});

const runnable = /\.(so|dylib|dll|node|wasm|exe|o|a)(\.\d+)*$/;
const magics = ["7f454c46", "0061736d", "cffaedfe", "cefaedfe", "cafebabe"];

function findBinaries(paths: string[], beginOf: (path: string) => Buffer): string[] {
  return paths.filter((path) => {
    const begin = beginOf(path).toString("hex");
    return runnable.test(path) || magics.includes(begin) || begin.startsWith("4d5a90");
  });
}

function trackedFiles(): Promise<string[]> {
  return new Promise((done, fail) =>
    execFile("git", ["ls-files", "-z"], { maxBuffer: 1 << 26 }, (error, stdout) => {
      if (error) fail(new Error("git ls-files failed", { cause: error }));
      else done(stdout.split("\0").filter((path) => path !== "" && existsSync(path)));
    }),
  );
}
