import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import type { Writable } from "node:stream";

/**
 * Starts a server and, between it and us, a shell that interrupts it as soon as our end of a pipe is closed: by
 * `release`, or by the system when this process dies, in whatever way. So nothing outlives us.
 *
 * A process group of its own keeps Ctrl-C in the terminal from reaching the server before its clients have gone.
 */
export function spawnKept(
  command: string[],
  options: Pick<SpawnOptions, "uid" | "gid" | "cwd">,
  logFile: number,
): Kept {
  const shell = spawn("/bin/sh", ["-c", script, "keeper", ...command], {
    ...options,
    detached: true,
    stdio: ["ignore", logFile, logFile, "pipe"],
  });
  const pipe = shell.stdio[3] as Writable;
  pipe.on("error", () => undefined);
  const exited = new Promise<void>((resolve) => {
    shell.once("exit", () => resolve());
    shell.once("error", () => resolve());
  });
  return {
    shell,
    exited,
    release: async () => {
      pipe.destroy();
      await exited;
    },
  };
}

export interface Kept {
  shell: ChildProcess;
  /** Resolves when the server has ended. */
  exited: Promise<void>;
  /** Interrupts the server and waits for its end. */
  release: () => Promise<void>;
}

const script = `
"$@" 3<&- &
server=$!
{ read -r _ ; kill -INT "$server"; } <&3 &
reader=$!
exec 3<&-
wait "$server"
status=$?
kill "$reader" 2>/dev/null
exit "$status"
`;
