import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queueSizes } from "~/db/queue";
import { getRun, listRuns } from "~/db/runs";
import { childEnv } from "~/env";
import type { Diagnosis } from "~workers/cli/commands/doctor";
import { type TestDb, testDb } from "~tests/helpers/testDb";
import { holdDataFolder } from "~workers/supervisor/instance";

let folder: string;
let database: TestDb;
let release: () => void;

/** A folder that answers as that of a running Plateau does, with a database of its own. */
beforeAll(async () => {
  database = await testDb();
  folder = await mkdtemp(join(tmpdir(), "plateau-cli-"));
  const instance = { pid: process.pid, url: "http://127.0.0.1:3210", databaseUrl: database.url };
  const hold = await holdDataFolder(folder, instance);
  release = () => hold.close();
});
afterAll(async () => {
  release();
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const plateau = (args: string[], env: Record<string, string> = { PLATEAU_DATA_DIR: folder }) =>
  new Promise<Ended>((resolve) => {
    const options = { env: childEnv({ DATABASE_URL: "", INIT_CWD: folder, ...env }) };
    execFile(process.execPath, ["workers/cli.mjs", ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === "number" ? error.code : error ? -1 : 0;
      resolve({ code, stdout, stderr: error?.signal ? `${stderr}\nended by ${error.signal}` : stderr });
    });
  });

async function configFile(content: unknown): Promise<string> {
  await writeFile(
    join(folder, "config.json"),
    typeof content === "string" ? content : JSON.stringify(content),
  );
  return "config.json";
}

test("train queues a run on the Plateau that is running, and says where to look", async () => {
  const config = await configFile({ name: "from the shell", training: { steps: 50, warmupSteps: 5 } });
  const { code, stdout, stderr } = await plateau(["train", "--config", config]);
  expect(code).toBe(0);
  const id = stdout.trim();
  expect(stderr).toContain(`http://127.0.0.1:3210/runs/${id}`);
  expect(await getRun(database.db, id)).toMatchObject({
    name: "from the shell",
    state: "pending",
    totalSteps: 50,
  });
  expect((await queueSizes(database.db)).train.waiting).toBe(1);

  const listed = await plateau(["runs", "--json"]);
  expect(listed).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(listed.stdout)).toMatchObject([{ id, name: "from the shell" }]);
  expect((await plateau(["runs"])).stdout).toContain("0/50");
  const got = await plateau(["get", id, "--json"]);
  expect(got).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(got.stdout)).toMatchObject({
    run: { id },
    checkpoints: [],
    states: [{ state: "pending" }],
  });
});

test("a config with wrong values is refused with every key, value and what is allowed, and nothing is started", async () => {
  const before = await listRuns(database.db);
  const config = await configFile({ model: { width: 130 }, training: { batch: 0 }, colour: "red" });
  const { code, stderr } = await plateau(["train", "--config", config]);
  expect(code).toBe(2);
  expect(stderr).toContain("model.heads: must divide model.width, which is 130 (is 4)");
  expect(stderr).toContain("training.batch: Too small: expected number to be >=1 (is 0)");
  expect(stderr).toContain("colour: unknown key");
  expect(await listRuns(database.db)).toEqual(before);
});

test.each([
  [["train", "--config", "absent.json"], 2, "absent.json cannot be read"],
  [["train"], 2, "--config <file>"],
  [["trian"], 2, "unknown command"],
  [["get", "nope"], 3, "There is no run nope."],
])("plateau %j ends with %i and says why", async (args, code, message) => {
  const ended = await plateau(args);
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(message);
});

test("a config that is no JSON is named", async () => {
  const { code, stderr } = await plateau(["train", "--config", await configFile("{ name: tiny }")]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/config\.json is no JSON/);
});

test("without a running Plateau it says how to start one", async () => {
  const { code, stderr } = await plateau(["runs"], { PLATEAU_DATA_DIR: join(folder, "none") });
  expect(code).toBe(5);
  expect(stderr).toContain("Start one with: npm start");
});

test("a DATABASE_URL that does not answer is one sentence", async () => {
  const { code, stderr } = await plateau(["runs"], {
    DATABASE_URL: "postgresql://me:secret@127.0.0.1:1/plateau",
  });
  expect(code).toBe(5);
  expect(stderr.trim()).toBe(
    "The database at 127.0.0.1:1/plateau cannot be used: connect ECONNREFUSED 127.0.0.1:1",
  );
});

test("the self-test recomputes its cases on this machine and shows the figures", async () => {
  const { code, stdout } = await plateau(["selftest", "--json"]);
  const { checks } = JSON.parse(stdout) as { checks: { group: string; name: string; holds: boolean }[] };
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(new Set(checks.map(({ group }) => group)).size).toBe(7);
  expect(checks.length).toBeGreaterThanOrEqual(44);
  expect(code).toBe(0);
});

test("the doctor says what can compute, what is chosen and what would make the rest work", async () => {
  const { code, stdout } = await plateau(["doctor", "--json"]);
  const { chosen, backends, machine, database: found } = JSON.parse(stdout) as Diagnosis;
  expect(code).toBe(0);
  expect(backends.map(({ name }) => name)).toEqual(["tensorflow", "webgpu", "native", "wasm"]);
  expect(backends.find(({ available }) => available)?.name).toBe(chosen);
  for (const { available, fix } of backends) expect(fix === null).toBe(available);
  expect(machine.node).toBe(process.version);
  expect(found).toEqual({ reachable: true, reason: null });
  expect((await plateau(["doctor"])).stdout).toContain(
    `→ ${chosen!}: it is the first in this order that runs here`,
  );
});

test("the doctor fails when what PLATEAU_BACKEND asks for cannot compute here", async () => {
  const { code, stdout, stderr } = await plateau(["doctor"], {
    PLATEAU_DATA_DIR: folder,
    PLATEAU_BACKEND: "webgpu",
    VK_ICD_FILENAMES: "/nonexistent",
    VK_DRIVER_FILES: "/nonexistent",
  });
  expect(code).toBe(6);
  expect(stdout).toMatch(/✗ webgpu .*\n +Install the GPU vendor's/);
  expect(stderr).toContain("PLATEAU_BACKEND asks for webgpu, which cannot compute here.");
});
