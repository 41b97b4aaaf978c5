import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect } from "~/db/client";
import { listWorkers } from "~/db/workerRows";
import { childEnv } from "~/env";
import { isRunning } from "~workers/worker/isRunning";
import { findInstance } from "~workers/supervisor/instance";

// The first start on a machine builds the pages.
vi.setConfig({ testTimeout: 300_000 });
const untilIt = { timeout: 60_000, interval: 100 };

let directory: string;
let port: number;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "plateau-start-"));
  port = await freePort();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

interface Started {
  process: ChildProcess;
  output: () => string;
}

/** `npm start`, as npm runs it. */
function start(env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ["workers/start.mjs"], {
    env: childEnv({
      PORT: String(port),
      PLATEAU_DATA_DIR: directory,
      PLATEAU_DEMO: "off",
      PLATEAU_THREADS: "1",
      DATABASE_URL: "",
      NODE_ENV: "production",
      ...env,
    }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => (output += data.toString()));
  return { process: child, output: () => output };
}

async function ended(started: Started): Promise<{ code: number | null; output: string }> {
  if (started.process.exitCode === null) await once(started.process, "exit");
  return { code: started.process.exitCode, output: started.output() };
}

const isUp = (started: Started) =>
  expect
    .poll(started.output, { timeout: 240_000, interval: 100 })
    .toContain(`Plateau is at http://127.0.0.1:${port}`);

const health = async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
  return answer?.ok ? ((await answer.json()) as { workers: number }) : null;
};

const pidOfPostgres = () =>
  Number(readFileSync(join(directory, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);

async function pidOfWorker(): Promise<number> {
  const db = connect((await findInstance(directory))!.databaseUrl!, { connections: 1 });
  const alive = (await listWorkers(db)).find((worker) => worker.alive && isRunning(worker.pid));
  await db.$disconnect();
  return alive?.pid ?? 0;
}

test("whatever is killed comes back, a second Plateau is refused, and Ctrl-C ends everything", async () => {
  const first = start();
  await isUp(first);
  await expect.poll(async () => (await health())?.workers, untilIt).toBe(1);

  const second = await ended(start({ PORT: String(await freePort()) }));
  expect(second.code).toBe(4);
  expect(second.output).toContain(
    `Plateau runs already on ${directory} (process ${first.process.pid}): http://127.0.0.1:${port}`,
  );

  const worker = await pidOfWorker();
  process.kill(worker, "SIGKILL");
  await expect.poll(pidOfWorker, untilIt).not.toBe(worker);
  await expect.poll(pidOfWorker, untilIt).toBeGreaterThan(0);

  const postgres = pidOfPostgres();
  process.kill(postgres, "SIGKILL");
  await expect
    .poll(async () => pidOfPostgres() !== postgres && (await health()) !== null, untilIt)
    .toBe(true);

  await expect.poll(pidOfWorker, untilIt).toBeGreaterThan(0);

  const last = [await pidOfWorker(), pidOfPostgres()];
  first.process.kill("SIGINT");
  expect((await ended(first)).code).toBe(0);
  expect(last.filter(isRunning)).toEqual([]);
  expect(await health()).toBeNull();
});

test("when the supervisor itself is killed nothing goes on running, and the next start finds everything", async () => {
  const first = start();
  await isUp(first);
  await expect.poll(pidOfWorker, untilIt).toBeGreaterThan(0);
  const pids = [await pidOfWorker(), pidOfPostgres()];
  first.process.kill("SIGKILL");
  await expect.poll(async () => pids.filter(isRunning).length + ((await health()) ? 1 : 0), untilIt).toBe(0);

  const second = start();
  await isUp(second);
  second.process.kill("SIGTERM");
  expect((await ended(second)).code).toBe(0);
});

test("a port in use is refused before anything else is done", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const taken = (other.address() as { port: number }).port;
  const { code, output } = await ended(start({ PORT: String(taken) }));
  expect(code).toBe(1);
  expect(output).toBe(
    `Port ${taken} on 127.0.0.1 is in use. Choose another one: PORT=${taken + 1} npm start\n`,
  );
  other.close();
});

test.each([
  [
    "a database that does not answer",
    { DATABASE_URL: "postgresql://me:secret@127.0.0.1:1/db" },
    5,
    /127\.0\.0\.1:1\/db cannot be used: connect ECONNREFUSED/,
  ],
  ["a wrong variable", { PLATEAU_DEMO: "maybe" }, 2, /PLATEAU_DEMO: .*\(is "maybe"\)/],
  [
    "an address that is not ours",
    { HOST: "192.0.2.1" },
    1,
    /HOST=192\.0\.2\.1 is no address of this machine/,
  ],
])("%s is one sentence and a code", async (_, env, code, message) => {
  const result = await ended(start(env));
  expect(result.code).toBe(code);
  expect(result.output).toMatch(message);
  expect(result.output).not.toMatch(/secret|\n\s+at /);
});

test("a data folder of a newer version is refused", async () => {
  const newer = await mkdtemp(join(tmpdir(), "plateau-newer-"));
  writeFileSync(join(newer, "VERSION"), "99\n");
  const { code, output } = await ended(start({ PLATEAU_DATA_DIR: newer }));
  expect(code).toBe(4);
  expect(output).toContain("was written by a newer Plateau");
  await rm(newer, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as { port: number };
  server.close();
  return free;
}
