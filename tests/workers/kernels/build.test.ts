import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

let folder = "";
const root = new URL("../../../", import.meta.url).pathname;
const kernels = path.join(root, "workers/kernels");

/** The scripts, and of the kernels enough to make a library. */
const scripts = ["build.mjs", "buildFile.mjs", "buildNative.mjs", "buildWasm.mjs", "wasm/compile.mjs"];
const sources = [
  "variant.h",
  "pool.h",
  "poolJob.h",
  "pool.c",
  "cpu.c",
  "vec.h",
  "real.h",
  "convert.h",
  "convert.c",
];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plateau-build-"));
  await mkdir(path.join(folder, "wasm"));
  for (const name of [...scripts, ...sources, "wasm/pool.c", "wasm/log.c"]) {
    await cp(path.join(kernels, name), path.join(folder, name));
  }
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function build(environment: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...environment } };
    execFile(process.execPath, [path.join(folder, "build.mjs")], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describe("build.mjs", () => {
  it("builds once and then finds the library up to date, until a source changes", async () => {
    expect((await build()).stdout).toMatch(/plateau-kernels\.(so|dylib) built in [\d.]+ s\n$/);
    expect(await build()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("is up to date") as string,
    });
    const library = path.join(folder, "build", (await libraryNames())[0]!);
    const before = (await stat(library)).ino;
    await writeFile(path.join(folder, "more.h"), "/* nothing */\n");
    expect((await build()).stdout).toContain("built in");
    expect((await stat(library)).ino).not.toBe(before);
  });

  it("makes WebAssembly where there is no compiler, saying why, and leaves no library that may be out of date", async () => {
    await build();
    const { code, stdout } = await build({ CC: "no-such-compiler", PATH: "" });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^No C compiler: "no-such-compiler --version" failed.*apt-get install gcc.*\n.*plateau-kernels\.wasm built in/,
    );
    expect(await libraryNames()).toEqual(["plateau-kernels.fma128.wasm", "plateau-kernels.wasm"]);
    expect((await build({ CC: "no-such-compiler" })).stdout).toContain("plateau-kernels.wasm is up to date");
  });

  it("makes the same WebAssembly, byte for byte, every time", async () => {
    const modules = ["wasm", "fma128.wasm"].map((end) =>
      path.join(folder, "build", `plateau-kernels.${end}`),
    );
    const read = () => Promise.all(modules.map((module) => readFile(module)));
    await build({ PLATEAU_BACKEND: "wasm" });
    const first = await read();
    await rm(path.join(folder, "build"), { recursive: true });
    expect((await build({ PLATEAU_BACKEND: "wasm" })).stdout).toContain("plateau-kernels.wasm built in");
    const again = await read();
    first.forEach((bytes, at) => expect(again[at]!.equals(bytes), modules[at]).toBe(true));
  });

  it("says in one sentence that a compiler is missing where native kernels are asked for, and fails", async () => {
    const { code, stderr } = await build({ CC: "no-such-compiler", PLATEAU_BACKEND: "native" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^No C compiler: "no-such-compiler --version" failed.*apt-get install gcc.*\n$/);
  });

  it("shows what the compilers said about a source that does not compile, and keeps the old library", async () => {
    await build();
    await writeFile(path.join(folder, "broken.c"), "int f(void) { return nothing; }\n");
    const { code, stderr } = await build();
    expect(code).toBe(1);
    expect(stderr).toMatch(/do not compile with cc: .*broken\.c.*nothing/s);
    expect(stderr).toMatch(/do not compile to WebAssembly:\n.*broken\.c.*undeclared identifier 'nothing'/s);
    expect(await libraryNames()).toContainEqual(expect.stringMatching(/\.(so|dylib)$/));
    await rm(path.join(folder, "broken.c"));
  });
});

async function libraryNames(): Promise<string[]> {
  return (await readdir(path.join(folder, "build"))).filter((name) => name.startsWith("plateau-kernels."));
}
