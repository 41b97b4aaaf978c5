// `npm test`: sets itself up on a bare machine, runs every check and test, and ends with one line of counts.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { prepare } from "../workers/prepare.mjs";
import { ensureChromium } from "./ensureChromium.mjs";

const started = Date.now();
const results = mkdtempSync(join(tmpdir(), "plateau-results-"));
const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const bin = (name) => join("node_modules", ".bin", name);

function run(title, command, args, env = {}) {
  console.log(`\n── ${title}`);
  return spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } }).status === 0;
}

function count({ passed, failed, skipped, names = [] }) {
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += skipped;
  failures.push(...names);
}

/** One check is one test. */
function check(title, command, args) {
  count(
    run(title, command, args)
      ? { passed: 1, failed: 0, skipped: 0 }
      : { passed: 0, failed: 1, skipped: 0, names: [title] },
  );
}

/** A runner that ended without a report ran nothing: that is a failure, too. */
function suite(title, command, args, { report, read, env }) {
  const path = join(results, report);
  const ok = run(title, command, args(path), env?.(path));
  try {
    const counted = read(JSON.parse(readFileSync(path, "utf8")));
    count(ok || counted.failed > 0 ? counted : { ...counted, failed: 1, names: [title] });
  } catch {
    count({ passed: 0, failed: 1, skipped: 0, names: [`${title}: no report`] });
  }
}

const firstLine = (text) => (text ?? "").split("\n", 1)[0];

const failedSpecs = ({ specs = [], suites = [] }) => [
  ...specs
    .filter(({ tests }) => tests.some(({ status }) => status === "unexpected" || status === "flaky"))
    .map(({ file, title }) => `${file} › ${title}`),
  ...suites.flatMap(failedSpecs),
];

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
      names: report.testResults.flatMap(({ name, status, assertionResults, message }) => {
        const failed = assertionResults.filter((test) => test.status === "failed");
        const file = relative(process.cwd(), name);
        return failed.length > 0
          ? failed.map((test) => `${file} › ${test.fullName}: ${firstLine(test.failureMessages[0])}`)
          : status === "failed"
            ? [`${file}: ${firstLine(message)}`]
            : [];
      }),
    }),
  },
);
suite("browser tests", bin("playwright"), () => ["test", "--reporter=list,json"], {
  report: "playwright.json",
  read: ({ stats, suites }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    names: suites.flatMap(failedSpecs),
  }),
  env: (path) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: path, ...(chromium && { CHROMIUM_PATH: chromium }) }),
});

rmSync(results, { recursive: true });
if (failures.length > 0) console.log(`\n── failed\n${failures.map((name) => `  ${name}`).join("\n")}`);
console.log(`\n${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
