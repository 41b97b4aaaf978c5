import { spawnSync } from "node:child_process";

/** The version and, in a clone, the commit: "0.1.0+4f2c9d1". */
export function codeVersion(version: string): string {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" });
  return status === 0 ? `${version}+${stdout.trim()}` : version;
}
