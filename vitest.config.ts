import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: { "~workers": folder("./workers"), "~tests": folder("./tests"), "~": folder("./src") },
  },
  test: {
    include: ["tests/**/*.test.ts"],
    // Several suites start a PostgreSQL, train a model or use every core; two at a time is what the machine has.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
