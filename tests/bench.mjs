// `npm run bench -- AREA [PART] [--json]`: runs the files of tests/bench/AREA, those with PART in their names, through tsx.
import { spawnSync } from "node:child_process";

const { status } = spawnSync(
  process.execPath,
  ["--import", "tsx", "tests/bench/run.ts", ...process.argv.slice(2)],
  { stdio: "inherit" },
);
process.exit(status ?? 1);
