import type { Database, Db } from "./client";

/**
 * Runs `work` in a transaction: the caller's, when `db` is one already. Compute first and write then, because an
 * open transaction holds back the live stream of every run.
 */
export function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return isDatabase(db) ? db.$transaction(work) : work(db);
}

function isDatabase(db: Db): db is Database {
  return "$transaction" in db && typeof db.$transaction === "function";
}
