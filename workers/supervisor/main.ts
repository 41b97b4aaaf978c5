import { readEnv } from "~/env";
import { runCommand } from "~workers/cli/runCommand";
import { createLog } from "~workers/log";
import { supervise } from "./supervise";

/** Runs Plateau in this process until Ctrl-C, which ends it cleanly; a second one ends it at once. */
export function main({ dev }: { dev: boolean }): Promise<never> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // The children notice that we are gone.
      if (stop.signal.aborted) process.exit(130);
      console.log("\n  stopping …");
      stop.abort();
    });
  }
  return runCommand(() => {
    const env = readEnv();
    return supervise({ env, dev, log: createLog("plateau", env.PLATEAU_LOG_LEVEL) }, stop.signal);
  });
}
