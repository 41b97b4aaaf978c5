import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDataFolder } from "~workers/supervisor/dataFolder";
import { findInstance, holdDataFolder } from "~workers/supervisor/instance";

async function place() {
  const directory = await mkdtemp(join(tmpdir(), "plateau-data-"));
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
}

const instance = { pid: process.pid, url: "http://127.0.0.1:3210", databaseUrl: null };

test("whoever asks at a held folder is told where everything is, also what became known later", async () => {
  await using at = await place();
  expect(await findInstance(at.directory)).toBeNull();
  const known = { ...instance };
  const hold = await holdDataFolder(at.directory, known);
  expect(await findInstance(at.directory)).toEqual(instance);
  Object.assign(known, { databaseUrl: "postgresql://here" });
  expect(await findInstance(at.directory)).toMatchObject({ databaseUrl: "postgresql://here" });
  expect(statSync(join(at.directory, "plateau.sock")).mode & 0o077).toBe(0);

  await expect(holdDataFolder(at.directory, instance)).rejects.toMatchObject({
    code: "conflict",
    message: `Plateau runs already on ${at.directory} (process ${process.pid}): http://127.0.0.1:3210`,
  });
  hold.close();
});

test("what a killed Plateau left behind holds nothing", async () => {
  await using at = await place();
  const socket = join(at.directory, "plateau.sock");
  const code = `require("net").createServer().listen(${JSON.stringify(socket)}, () => console.log("ready"))`;
  const other = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  await once(other.stdout, "data");
  other.kill("SIGKILL");
  await once(other, "exit");
  expect(existsSync(socket)).toBe(true);

  expect(await findInstance(at.directory)).toBeNull();
  (await holdDataFolder(at.directory, instance)).close();
});

test("a path too long for a socket is refused with what is allowed", async () => {
  await using at = await place();
  const deep = join(at.directory, "x".repeat(120));
  await expect(holdDataFolder(deep, instance)).rejects.toThrow(
    /PLATEAU_DATA_DIR is too long .* at most 100 are allowed/,
  );
});

test("a data folder is made when missing, and one of a newer version is refused", async () => {
  await using at = await place();
  const directory = join(at.directory, "a", "b");
  openDataFolder(directory);
  openDataFolder(directory);
  writeFileSync(join(directory, "VERSION"), "2\n");
  expect(() => openDataFolder(directory)).toThrow(
    /was written by a newer Plateau \(layout 2, this one knows 1\)/,
  );
});

test("a data folder that cannot be made is one sentence", async () => {
  await using at = await place();
  writeFileSync(join(at.directory, "file"), "");
  await mkdir(join(at.directory, "other"));
  expect(() => openDataFolder(join(at.directory, "file"))).toThrow(/The data folder .* cannot be written: /);
});
