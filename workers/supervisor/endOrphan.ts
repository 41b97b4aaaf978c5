import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const patienceMs = 10_000;

/**
 * Makes way for a new server on a data directory: waits for one that is still ending, interrupts one that is
 * not, and removes the postmaster.pid of one that was killed when its number belongs to another program now,
 * which PostgreSQL itself would take for the running server.
 */
export async function endOrphan(directory: string, signal: NodeJS.Signals = "SIGINT"): Promise<void> {
  const file = join(directory, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!isPostgres(pid, directory)) {
    rmSync(file, { force: true });
    return;
  }
  process.kill(pid, signal);
  for (let waited = 0; waited < patienceMs; waited += 50) {
    if (!isPostgres(pid, directory)) return;
    await sleep(50);
  }
  if (signal === "SIGINT") await endOrphan(directory, "SIGQUIT");
}

function isPostgres(pid: number, directory: string): boolean {
  const command = commandOf(pid);
  return command.includes("postgres") && command.includes(directory);
}

function commandOf(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 0) return "";
  try {
    if (process.platform === "linux")
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}
