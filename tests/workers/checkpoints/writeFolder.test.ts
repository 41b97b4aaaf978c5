import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { canMount, withFileSystem } from "~tests/helpers/mountSpace";
import { writeFolder } from "~workers/checkpoints/writeFolder";

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "plateau-folder-"));
});
afterEach(() => rm(parent, { recursive: true }));

describe("writeFolder", () => {
  it("writes every piece of every file and makes the folders above", async () => {
    const folder = join(parent, "a/b");
    await writeFolder(folder, { one: [Buffer.from("12"), Buffer.from("3")], none: [] });
    expect(await readFile(join(folder, "one"), "utf8")).toBe("123");
    expect(await readFile(join(folder, "none"), "utf8")).toBe("");
    expect(await readdir(join(parent, "a"))).toEqual(["b"]);
  });

  it("replaces a folder whole", async () => {
    const folder = join(parent, "a");
    await writeFolder(folder, { old: [Buffer.from("1")] });
    await writeFolder(folder, { new: [Buffer.from("2")] });
    expect(await readdir(folder)).toEqual(["new"]);
  });

  it("leaves the older folder and nothing else when the content fails half-way", async () => {
    const folder = join(parent, "a");
    await writeFolder(folder, { file: [Buffer.from("good")] });
    const failing = (function* () {
      yield Buffer.from("half");
      throw new Error("the source broke");
    })();
    await expect(writeFolder(folder, { file: failing })).rejects.toThrow("the source broke");
    expect(await readdir(parent)).toEqual(["a"]);
    expect(await readFile(join(folder, "file"), "utf8")).toBe("good");
  });

  it("removes what a killed process left, not what a live one is writing", async () => {
    const dead = Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }));
    const nameOf = (processId: number) => `a.partial-${hostname()}-${processId}`;
    await mkdir(join(parent, nameOf(dead)));
    await mkdir(join(parent, nameOf(process.ppid)));
    await mkdir(join(parent, "a.partial-elsewhere.invalid-1"));
    await writeFolder(join(parent, "a"), {});
    expect((await readdir(parent)).sort()).toEqual(
      ["a", "a.partial-elsewhere.invalid-1", nameOf(process.ppid)].sort(),
    );
  });

  it.skipIf(!canMount)("says disk_full on a full disk and leaves nothing behind (needs unshare)", () => {
    const script = `
      import { readdir } from "node:fs/promises";
      import { writeFolder } from "./workers/checkpoints/writeFolder.ts";
      const parent = ${JSON.stringify(parent)};
      await writeFolder(parent + "/small", { file: [Buffer.alloc(4096)] });
      const error = await writeFolder(parent + "/large", { file: Array(64).fill(Buffer.alloc(4096)) }).catch((error) => error);
      console.log(JSON.stringify({ code: error.code, message: error.message, left: await readdir(parent) }));`;
    const output = execFileSync(
      "unshare",
      [
        ...withFileSystem(parent, "64k"),
        process.execPath,
        "--import",
        "tsx",
        "--input-type=module",
        "-e",
        script,
      ],
      { encoding: "utf8", cwd: join(import.meta.dirname, "../../..") },
    );
    expect(JSON.parse(output)).toEqual({
      code: "disk_full",
      message: `No room left on the disk to write ${parent}/large.`,
      left: ["small"],
    });
  });
});
