import { existsSync } from "node:fs";
import type { LaunchOptions } from "@playwright/test";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** A browser that is there, else Playwright's own; it asks nobody outside for anything. */
export function browserOptions(): LaunchOptions {
  const executablePath = process.env.CHROMIUM_PATH ?? places.find((path) => existsSync(path));
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  };
}
