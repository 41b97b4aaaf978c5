import { LiveHub } from "~/server/live/liveHub";
import type { Context } from "~/server/trpc";
import { testDb } from "./testDb";

/** What a request finds: a database of its own and a hub that listens to it. */
export async function liveContext(): Promise<Context & AsyncDisposable> {
  const database = await testDb();
  const end = new AbortController();
  return {
    db: database.db,
    live: new LiveHub(database.db, database.url, end.signal),
    async [Symbol.asyncDispose]() {
      end.abort();
      await database[Symbol.asyncDispose]();
    },
  };
}
