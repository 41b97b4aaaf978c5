import { createLog } from "~workers/log";
import { runWorker } from "~workers/worker/runWorker";

/** Lets a worker work on a database until something holds; what goes wrong in the worker goes wrong here. */
export async function workUntil(
  { databaseUrl, dataDirectory }: { databaseUrl: string; dataDirectory: string },
  until: () => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const working = runWorker(
    {
      ...{ databaseUrl, dataDirectory, backend: null, threads: 1 },
      ...{ codeVersion: "test", logLevel: "error" as const, log: createLog("worker", "error") },
    },
    stop.signal,
  );
  try {
    await Promise.race([until(), working]);
  } finally {
    stop.abort();
    await working;
  }
}
