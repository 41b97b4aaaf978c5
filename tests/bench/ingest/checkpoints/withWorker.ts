import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Database } from "~/db/client";
import { migrate } from "~/db/migrate";
import { installQueues } from "~/db/queue";
import { createLog } from "~workers/log";
import { startPostgres } from "~workers/supervisor/startPostgres";
import { runWorker } from "~workers/worker/runWorker";

/** Does `work` with a database of its own and a worker on it; both and the folder are gone afterwards. */
export async function withWorker<T>(work: (db: Database, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "plateau-bench-"));
  const server = await startPostgres({ directory: join(folder, "postgres") });
  await migrate(server.url, "prisma/migrations");
  await installQueues(server.url);
  const db = connect(server.url);
  const stop = new AbortController();
  const working = runWorker(
    {
      ...{ databaseUrl: server.url, dataDirectory: join(folder, "data"), backend: null, threads: null },
      ...{ codeVersion: "bench", logLevel: "error" as const, log: createLog("worker", "error") },
    },
    stop.signal,
  );
  try {
    return await Promise.race([work(db, folder), working.then(() => Promise.reject(new Error("it ended")))]);
  } finally {
    stop.abort();
    await working;
    await db.$disconnect();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
