import { spawnSync } from "node:child_process";
import { chownSync, statSync } from "node:fs";
import { AppError } from "~/core/errors";

/** How to start a program that refuses to run as root. */
export interface Unprivileged {
  /** Goes before the command. */
  prefix: string[];
  user: { uid?: number; gid?: number };
}

/**
 * As root: in a user namespace that shows another uid, where files keep their owner; where that is not allowed,
 * as an unprivileged account that is given the `paths`. As anyone else: as is.
 *
 * @throws AppError unavailable
 */
export function unprivileged(...paths: string[]): Unprivileged {
  if (process.getuid?.() !== 0) return { prefix: [], user: {} };

  const prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"];
  if (succeeds(prefix)) return { prefix, user: {} };

  for (const account of ["postgres", "nobody"]) {
    const [uid, gid] = [idOf("-u", account), idOf("-g", account)];
    if (uid === null || gid === null) continue;
    for (const path of paths) if (statSync(path).uid !== uid) chownSync(path, uid, gid);
    return { prefix: [], user: { uid, gid } };
  }
  throw new AppError(
    "unavailable",
    "PostgreSQL does not run as root, and this machine allows no other user. Start Plateau as an ordinary user, or set DATABASE_URL.",
  );
}

function succeeds(prefix: string[]): boolean {
  const [command = "", ...args] = prefix;
  return spawnSync(command, [...args, "true"]).status === 0;
}

function idOf(flag: "-u" | "-g", account: string): number | null {
  const { status, stdout } = spawnSync("id", [flag, account], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : null;
}
