import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "~workers/log";
import { type Postgres, startPostgres } from "./startPostgres";

const retryMs = 1_000;

/**
 * Starts the embedded PostgreSQL and starts it again, on the same port, whenever it dies.
 *
 * @returns its address, and how to end it
 */
export async function keepPostgres(
  directory: string,
  log: Log,
): Promise<{ url: string; stop: () => Promise<void> }> {
  let server: Postgres = await startPostgres({ directory });
  let stopping = false;
  const { url, port } = server;

  const watch = async () => {
    for (;;) {
      await server.exited;
      if (stopping) return;
      log.warn("the database ended; starting it again");
      server = await restart(port);
    }
  };
  const restart = async (samePort: number): Promise<Postgres> => {
    for (;;) {
      try {
        return await startPostgres({ directory, port: samePort });
      } catch (error) {
        log.error("the database does not start", error);
        await sleep(retryMs);
      }
    }
  };
  void watch();
  return {
    url,
    stop: () => {
      stopping = true;
      return server.stop();
    },
  };
}
