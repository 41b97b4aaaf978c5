import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bombs } from "~tests/helpers/hostile/bombs";
import type { HostileReport } from "~tests/helpers/hostile/readHostile";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-hostile-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** In a process of its own, so that its largest memory is that of reading alone. */
function readHostile(...args: string[]): HostileReport {
  const output = execFileSync(
    process.execPath,
    [
      ...["--max-old-space-size=384", "--import", "tsx"],
      ...["tests/helpers/hostile/readHostile.ts", ...args],
    ],
    { cwd: join(import.meta.dirname, "../../.."), encoding: "utf8" },
  );
  return JSON.parse(output) as HostileReport;
}

/** What was asked for: five seconds a file, and 512 MiB with all that Node itself takes. */
function expectBounds(report: HostileReport): void {
  expect(report.wrong).toEqual([]);
  expect(report.slowestCpuMs, report.slowest).toBeLessThan(5000);
  expect(report.peakMiB).toBeLessThan(512);
}

it.each([1, 2])(
  "2,000 damaged or forged files end in a clear error or are read, seed %i",
  async (seed) => {
    const report = readHostile("--folder", folder, "--seed", String(seed), "--count", "2000");
    expectBounds(report);
    expect(report.cases).toBe(2000);
    expect(report.refused).toBeGreaterThan(1000);
    expect(report.read).toBeGreaterThan(40);
    expect(await readdir(folder)).toEqual([]);
    expect(existsSync("/tmp/canary")).toBe(false);
  },
  300_000,
);

it("files that would fill the memory, or never end, are bounded", async () => {
  const paths: string[] = [];
  for (const [name, make] of Object.entries(bombs)) {
    paths.push(join(folder, name));
    await writeFile(paths.at(-1)!, make());
  }
  const report = readHostile(...paths);
  expectBounds(report);
  expect(report.cases).toBe(paths.length);
  expect((await readdir(folder)).length).toBe(paths.length);
}, 300_000);
