import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listCheckpoints } from "~/db/checkpoints";
import { getRun } from "~/db/runs";
import { listRunStates } from "~/db/runStates";
import { startRun } from "~/db/startRun";
import { childEnv } from "~/env";
import { canMount, withFileSystem } from "~tests/helpers/mountSpace";
import { testDb } from "~tests/helpers/testDb";
import { tinyConfig } from "~tests/helpers/tinyRun";

vi.setConfig({ testTimeout: 240_000 });
const untilIt = { timeout: 120_000, interval: 50 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-disk-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.skipIf(!canMount)(
  "a disk that fills pauses the run, which goes on by itself when there is room (needs unshare)",
  async () => {
    await using test = await testDb();
    const { db, url } = test;
    const config = tinyConfig({
      training: { steps: 100_000, warmupSteps: 2 },
      corpus: { maxTokens: 60_000 },
      checkpoints: { every: 100 },
      measure: { positions: 256, nullGroups: 19, share: 0.01 },
    });
    const runId = (await startRun(db, { kind: "training", config, codeVersion: "test" })).id;
    const worker = spawn(
      "unshare",
      [...withFileSystem(folder, "192m"), ...[process.execPath, "--import", "tsx", "workers/worker/main.ts"]],
      {
        env: childEnv({
          DATABASE_URL: url,
          PLATEAU_DATA_DIR: folder,
          PLATEAU_THREADS: "1",
          PLATEAU_LOG_LEVEL: "error",
        }),
        stdio: "inherit",
      },
    );
    try {
      const step = async () => (await getRun(db, runId)).step;
      await expect.poll(step, untilIt).toBeGreaterThan(600);

      const seen = join(`/proc/${worker.pid}/root`, folder);
      const { bavail, bsize } = await statfs(seen);
      const filler = join(seen, "filler");
      await writeFile(filler, Buffer.alloc(bavail * bsize - 2 ** 20));
      await expect.poll(async () => (await getRun(db, runId)).state, untilIt).toBe("paused");
      const paused = await getRun(db, runId);
      expect(paused.stateCode).toBe("disk_full");
      expect(paused.stateReason).toMatch(/The run goes on when there is room\.$/);
      const stored = (await listCheckpoints(db, runId)).map((checkpoint) => checkpoint.step);

      await rm(filler);
      await expect.poll(step, untilIt).toBeGreaterThan(paused.step + 300);
      const going = await getRun(db, runId);
      expect(going).toMatchObject({ state: "running", stateCode: null, stateReason: null });
      const states = (await listRunStates(db, runId)).map(({ state }) => state);
      expect(states.slice(states.indexOf("paused"))).toEqual(["paused", "pending", "running"]);
      const later = (await listCheckpoints(db, runId)).map((checkpoint) => checkpoint.step);
      expect(later.slice(0, stored.length)).toEqual(stored);
    } finally {
      worker.kill("SIGTERM");
      await once(worker, "exit");
    }
  },
);
