import { connect, type Database } from "~/db/client";
import { requireDatabase } from "~/db/requireDatabase";
import { readEnv } from "~/env";
import { findDatabase, type FoundDatabase } from "./findDatabase";

/** @throws AppError unavailable */
export async function withDatabase<T>(work: (db: Database, found: FoundDatabase) => Promise<T>): Promise<T> {
  const found = await findDatabase(readEnv());
  await requireDatabase(found.databaseUrl);
  const db = connect(found.databaseUrl, { connections: 2 });
  try {
    return await work(db, found);
  } finally {
    await db.$disconnect();
  }
}
