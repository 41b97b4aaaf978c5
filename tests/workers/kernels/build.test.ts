import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

let folder = "";
const kernels = new URL("../../../workers/kernels/", import.meta.url).pathname;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plateau-build-"));
  for (const name of ["build.mjs", "variant.h", "pool.h", "pool.c", "cpu.c"]) {
    await cp(path.join(kernels, name), path.join(folder, name));
  }
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
    const library = path.join(folder, "build", (await libraryName())!);
    const before = (await stat(library)).ino;
    await writeFile(path.join(folder, "more.h"), "/* nothing */\n");
    expect((await build()).stdout).toContain("built in");
    expect((await stat(library)).ino).not.toBe(before);
  });

  it("says in one sentence that a compiler is missing, and fails", async () => {
    const { code, stderr } = await build({ CC: "no-such-compiler" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^No C compiler: "no-such-compiler --version" failed.*apt-get install gcc.*\n$/);
  });

  it("shows what the compiler said about a source that does not compile, and keeps the old library", async () => {
    await writeFile(path.join(folder, "broken.c"), "int f(void) { return nothing; }\n");
    const { code, stderr } = await build();
    expect(code).toBe(1);
    expect(stderr).toContain("broken.c");
    expect(stderr).toContain("nothing");
    expect(await libraryName()).toBeDefined();
    await rm(path.join(folder, "broken.c"));
  });
});

async function libraryName(): Promise<string | undefined> {
  return (await readdir(path.join(folder, "build"))).find((name) => name.startsWith("plateau-kernels."));
}
