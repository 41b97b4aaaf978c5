import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { isRunning } from "~workers/worker/isRunning";
import { startPostgres } from "~workers/supervisor/startPostgres";

async function place() {
  const folder = await mkdtemp(join(tmpdir(), "plateau-pg-"));
  return {
    directory: join(folder, "postgres"),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client(url);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const pidOf = (directory: string) =>
  Number(readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n")[0]);

test("starts on an empty directory, on loopback, with a password for this user only, and keeps its rows", async () => {
  await using at = await place();
  const first = await startPostgres(at);
  expect(statSync(`${at.directory}-password`).mode & 0o077).toBe(0);
  expect(await query(first.url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  const wrong = Object.assign(new URL(first.url), { password: "wrong" }).href;
  await expect(query(wrong, "select 1")).rejects.toThrow("password authentication failed");
  await query(first.url, "create table kept as select 7 as n");
  await first.stop();
  expect(existsSync(join(at.directory, "postmaster.pid"))).toBe(false);

  const second = await startPostgres(at);
  expect(await query(second.url, "select n from kept")).toEqual([{ n: 7 }]);
  await second.stop();
});

test("after kill -9 it starts again and no acknowledged row is lost", async () => {
  await using at = await place();
  const first = await startPostgres(at);
  await query(first.url, "create table kept as select 7 as n");
  process.kill(pidOf(at.directory), "SIGKILL");
  await first.exited;
  const second = await startPostgres({ ...at, port: first.port });
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "select n from kept")).toEqual([{ n: 7 }]);
  await second.stop();
});

test("a postmaster.pid whose number belongs to another program now is no obstacle", async () => {
  await using at = await place();
  const first = await startPostgres(at);
  const content = readFileSync(join(at.directory, "postmaster.pid"), "utf8");
  await first.stop();
  writeFileSync(join(at.directory, "postmaster.pid"), content.replace(/^\d+/, String(process.pid)));
  const second = await startPostgres(at);
  expect(await query(second.url, "select 1 as n")).toEqual([{ n: 1 }]);
  await second.stop();
});

test("it ends when the process that started it is killed", async () => {
  await using at = await place();
  const code = `
    import { startPostgres } from "./workers/supervisor/startPostgres.ts";
    const { url } = await startPostgres({ directory: ${JSON.stringify(at.directory)} });
    process.stdout.write(url);
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(owner.stdout, "data");
  const pid = pidOf(at.directory);
  expect(isRunning(pid)).toBe(true);
  owner.kill("SIGKILL");
  await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
});

test("a directory of another PostgreSQL version is left alone", async () => {
  await using at = await place();
  await mkdir(at.directory);
  writeFileSync(join(at.directory, "PG_VERSION"), "17\n");
  await expect(startPostgres(at)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("was written by PostgreSQL 17, and this Plateau brings 18") as string,
  });
});

test("an initdb that was killed leaves nothing that looks like a database", async () => {
  await using at = await place();
  await mkdir(`${at.directory}.new`, { recursive: true });
  writeFileSync(join(`${at.directory}.new`, "PG_VERSION"), "18\n");
  chmodSync(`${at.directory}.new`, 0o700);
  const server = await startPostgres(at);
  await server.stop();
});

test("a port that is taken is an error that says so", async () => {
  await using at = await place();
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  await expect(startPostgres({ ...at, port })).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("could not create any TCP/IP sockets") as string,
  });
  other.close();
});
