import { resolve } from "node:path";
import { AppError } from "~/core/errors";
import { readEnv } from "~/env";
import { exitCodeOf } from "~workers/cli/exitCodes";
import { createLog } from "~workers/log";
import { runWorker } from "./runWorker";

// One worker process: `npm run plateau -- worker`, and what the supervisor starts.
const env = readEnv();
const log = createLog("worker", env.PLATEAU_LOG_LEVEL);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => (stop.signal.aborted ? process.exit(1) : stop.abort()));
}

try {
  if (env.DATABASE_URL === undefined)
    throw new AppError("unavailable", "Set DATABASE_URL to the database to work for.");
  const options = {
    databaseUrl: env.DATABASE_URL,
    dataDirectory: resolve(env.PLATEAU_DATA_DIR),
    threads: env.PLATEAU_THREADS ?? null,
    codeVersion: env.PLATEAU_CODE_VERSION,
    log,
    logLevel: env.PLATEAU_LOG_LEVEL,
  };
  await runWorker(options, stop.signal);
  process.exit(0);
} catch (error) {
  if (error instanceof AppError) log.error(error.message);
  else log.error("ended by a fault", error);
  process.exit(exitCodeOf(error));
}
