import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";

const namespace = ["--user", "--map-root-user", "--mount"];

/** A small file system needs a mount, which not every system grants. */
export const canMount =
  spawnSync("unshare", [...namespace, "mount", "-t", "tmpfs", "tmpfs", tmpdir()]).status === 0;

/**
 * The arguments of `unshare` that run a command, given behind them, with a file system of `size` at `folder`. Other
 * processes of the same user reach it through /proc/PID/root.
 */
export const withFileSystem = (folder: string, size: string) => [
  ...namespace,
  "sh",
  "-c",
  `mount -t tmpfs -o size=${size} tmpfs ${folder} && exec "$0" "$@"`,
];
