import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The suites that share one real PostgreSQL, which is started when one of them runs. */
const withPostgres = [
  "tests/{db,server}/**/*.test.ts",
  "tests/workers/{jobs,worker,measure,supervisor,cli}/**/*.test.ts",
];

export default defineConfig({
  resolve: {
    alias: { "~workers": folder("./workers"), "~tests": folder("./tests"), "~": folder("./src") },
  },
  test: {
    // Several suites start a PostgreSQL, train a model or use every core; two at a time is what the machine has.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["tests/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...withPostgres],
        },
      },
      {
        extends: true,
        test: { name: "postgres", include: withPostgres, globalSetup: "tests/helpers/postgresServer.ts" },
      },
    ],
  },
});
