import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";

const run = promisify(execFile);
const root = new URL("../../../../", import.meta.url).pathname;
const copied = [
  ...["package.json", "tsconfig.json", "src", "workers"],
  ...["tests/helpers/tinyRun.ts", "tests/workers/backends/wasm/trainTiny.ts"],
];
let folder = "";

/** A copy of the program where nothing was compiled yet. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plateau-without-compiler-"));
  const built = path.join(root, "workers/kernels/build");
  for (const name of copied) {
    await cp(path.join(root, name), path.join(folder, name), {
      recursive: true,
      filter: (source) => source !== built,
    });
  }
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const node = (...args: string[]) =>
  run(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, CC: "/nonexistent", PATH: "", PLATEAU_BACKEND: "" },
  });

const Trained = z.object({
  runs: z.array(z.object({ description: z.string(), losses: z.array(z.number()) })),
  native: z.string(),
});

it("a machine without a C compiler trains on WebAssembly, the same on one thread and on two", async () => {
  await node("workers/kernels/build.mjs");
  const { stdout } = await node("--import", "tsx", "tests/workers/backends/wasm/trainTiny.ts");
  const { runs, native } = Trained.parse(JSON.parse(stdout));
  expect(runs.map(({ description }) => description)).toEqual([
    expect.stringMatching(/^wasm (fma128|simd128), 1 thread$/),
    expect.stringMatching(/^wasm (fma128|simd128), 2 threads$/),
  ]);
  const [one, two] = runs.map(({ losses }) => losses);
  expect(one![0]).toBeCloseTo(Math.log(512), 1);
  expect(one!.at(-1)).toBeLessThan(5.8);
  expect(two).toEqual(one);
  expect(native).toMatch(
    /^backend_unavailable: No kernels at .*: run "npm run kernels"\. That needs a C compiler/,
  );
}, 240_000);
