// `npm test`: sets itself up on a bare machine, runs every check and test, and ends with one line of counts.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare } from "../workers/prepare.mjs";
import { ensureChromium } from "./ensureChromium.mjs";

const started = Date.now();
const results = mkdtempSync(join(tmpdir(), "plateau-results-"));
const counts = { passed: 0, failed: 0, skipped: 0 };
const bin = (name) => join("node_modules", ".bin", name);

function run(title, command, args, env = {}) {
  console.log(`\n── ${title}`);
  return spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } }).status === 0;
}

function count({ passed, failed, skipped }) {
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += skipped;
}

/** One check is one test. */
function check(title, command, args) {
  count(
    run(title, command, args) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 },
  );
}

/** A runner that ended without a report ran nothing: that is a failure, too. */
function suite(title, command, args, { report, read, env }) {
  const path = join(results, report);
  const ok = run(title, command, args(path), env?.(path));
  try {
    const counted = read(JSON.parse(readFileSync(path, "utf8")));
    count(ok || counted.failed > 0 ? counted : { ...counted, failed: 1 });
  } catch {
    count({ passed: 0, failed: 1, skipped: 0 });
  }
}

await prepare({ web: true });
const chromium = ensureChromium();

check("format", bin("prettier"), ["--check", "--log-level", "warn", "."]);
check("lint", bin("eslint"), [".", "--max-warnings", "0"]);
check("types", bin("tsc"), ["--noEmit"]);
suite(
  "unit, golden and database tests",
  bin("vitest"),
  (path) => ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${path}`],
  {
    report: "vitest.json",
    read: (report) => ({
      passed: report.numPassedTests,
      failed:
        report.numFailedTests +
        report.testResults.filter(
          ({ status, assertionResults }) =>
            status === "failed" && assertionResults.every((test) => test.status !== "failed"),
        ).length,
      skipped: report.numPendingTests + report.numTodoTests,
    }),
  },
);
suite("browser tests", bin("playwright"), () => ["test", "--reporter=list,json"], {
  report: "playwright.json",
  read: ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }),
  env: (path) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: path, ...(chromium && { CHROMIUM_PATH: chromium }) }),
});

rmSync(results, { recursive: true });
console.log(`\n${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
