import { resolve } from "node:path";
import type { Env } from "~/env";
import { createLog } from "~workers/log";
import { runWorker } from "./runWorker";

/** One worker in this process, until Ctrl-C or SIGTERM; what it was at is taken up by another. */
export async function workUntilStopped(env: Env, databaseUrl: string): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });
  }
  const logLevel = env.PLATEAU_LOG_LEVEL;
  const options = {
    databaseUrl,
    dataDirectory: resolve(env.PLATEAU_DATA_DIR),
    backend: env.PLATEAU_BACKEND ?? null,
    allowSoftwareGpu: env.PLATEAU_ALLOW_SOFTWARE_GPU === "on",
    threads: env.PLATEAU_THREADS ?? null,
    codeVersion: env.PLATEAU_CODE_VERSION,
    log: createLog("worker", logLevel),
    logLevel,
  };
  await runWorker(options, stop.signal);
}
