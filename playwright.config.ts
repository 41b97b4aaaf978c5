import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { browserOptions } from "./tests/e2e/browserOptions";

const port = Number(process.env.PLATEAU_E2E_PORT ?? 3411);
const address = `http://127.0.0.1:${port}`;

/** Known to the workers of the tests, too: what they change in the database they change in this one. */
process.env.PLATEAU_E2E_DIR ??= mkdtempSync(join(tmpdir(), "plateau-e2e-"));

/** The whole stack as a user starts it, on a data folder of its own; the tests train their runs for real. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  timeout: 150_000,
  expect: { timeout: 20_000 },
  workers: 1,
  reporter: "list",
  use: {
    baseURL: address,
    viewport: { width: 1280, height: 720 },
    launchOptions: browserOptions(),
  },
  webServer: {
    command: "node workers/start.mjs",
    url: `${address}/api/health`,
    timeout: 180_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    env: {
      HOST: "127.0.0.1",
      PORT: String(port),
      PLATEAU_DEMO: "off",
      PLATEAU_DATA_DIR: process.env.PLATEAU_E2E_DIR,
    },
  },
});
