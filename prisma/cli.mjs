// The Prisma CLI with a schema engine that needs no download: `node prisma/cli.mjs migrate dev --name add_x`.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const prisma = join(dirname(require.resolve("prisma/package.json")), "build/index.js");

const { status } = spawnSync(
  process.execPath,
  [prisma, ...process.argv.slice(2), "--config", here("config.ts")],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: here("schemaEngine.mjs"),
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  },
);
process.exit(status ?? 1);
