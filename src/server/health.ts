import { databaseVersion } from "~/db/health";
import { listWorkers } from "~/db/workerRows";
import type { Context } from "./trpc";
import { version } from "./version";

export interface Health {
  status: "ok" | "unavailable";
  version: string;
  /** The server's version, or why it cannot be reached. */
  database: { reachable: true; version: string } | { reachable: false; reason: string };
  workers: number;
  /** What the first living worker computes on; null without one. */
  backend: string | null;
}

export async function readHealth({ db }: Pick<Context, "db">): Promise<Health> {
  try {
    const [server, workers] = await Promise.all([databaseVersion(db), listWorkers(db)]);
    const alive = workers.filter((worker) => worker.alive);
    return {
      status: "ok",
      version,
      database: { reachable: true, version: server },
      workers: alive.length,
      backend: alive[0]?.backend ?? null,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      status: "unavailable",
      version,
      database: { reachable: false, reason },
      workers: 0,
      backend: null,
    };
  }
}
