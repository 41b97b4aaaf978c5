import { resolve } from "node:path";
import { AppError } from "~/core/errors";
import type { Env } from "~/env";
import { findInstance } from "~workers/supervisor/instance";

export interface FoundDatabase {
  databaseUrl: string;
  /** Of the page, where we know it. */
  url: string | null;
}

/**
 * The database to work on: that of DATABASE_URL, else that of the Plateau that runs on the data folder.
 *
 * @throws AppError unavailable, saying how to start one
 */
export async function findDatabase(env: Env): Promise<FoundDatabase> {
  const directory = resolve(env.PLATEAU_DATA_DIR);
  const instance = await findInstance(directory);
  const databaseUrl = env.DATABASE_URL ?? instance?.databaseUrl;
  if (databaseUrl) return { databaseUrl, url: instance?.url ?? null };
  throw new AppError(
    "unavailable",
    instance
      ? `Plateau is still starting on ${directory}.`
      : `No Plateau runs on ${directory}. Start one with: npm start (or set DATABASE_URL, or PLATEAU_DATA_DIR)`,
  );
}
