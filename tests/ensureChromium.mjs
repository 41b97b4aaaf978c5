// A browser for the tests: one that is there, else Debian's package when root, else Playwright's own.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { env, getuid } from "node:process";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];
const run = (command, ...args) =>
  spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;

/** @returns {string | undefined} the browser's path; undefined leaves the choice to Playwright */
export function ensureChromium() {
  const present = [env.CHROMIUM_PATH, ...places].find((path) => path && existsSync(path));
  if (present) return present;
  if (getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    run("apt-get", "update", "-qq");
    if (run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"))
      return "/usr/bin/chromium";
  }
  run("npx", "playwright", "install", "chromium");
  return undefined;
}
