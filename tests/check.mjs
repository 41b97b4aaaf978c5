// `npm run check`: format, lint, import rules, types and unit tests, for while you work.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const steps = [
  ["prettier", "--check", "--log-level", "warn", "."],
  ["eslint", ".", "--max-warnings", "0"],
  ["depcruise", "--config", ".dependency-cruiser.cjs", "src", "workers", "tests"],
  ["tsc", "--noEmit"],
  ["vitest", "run", "tests/core", "tests/charts", "tests/env.test.ts"],
];
for (const [name, ...args] of steps) {
  const begin = Date.now();
  const { status } = spawnSync(join("node_modules", ".bin", name), args, { stdio: "inherit" });
  console.log(`${status === 0 ? "✓" : "✗"} ${name}  ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  if (status !== 0) process.exit(1);
}
