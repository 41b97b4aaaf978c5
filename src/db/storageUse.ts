import type { Db } from "./client";

export interface StorageUse {
  /** All of the database, in bytes. */
  database: number;
  /** What fills it, the largest first. */
  tables: { name: string; bytes: number }[];
  /** Weights on disk, by run, the largest first. */
  checkpoints: { runId: string; runName: string; count: number; bytes: number }[];
}

export async function storageUse(db: Db): Promise<StorageUse> {
  const [[size], tables, checkpoints] = await Promise.all([
    db.$queryRaw<{ bytes: number }[]>`select pg_database_size(current_database())::float8 as bytes`,
    db.$queryRaw<StorageUse["tables"]>`
      select relname as name, pg_total_relation_size(c.oid)::float8 as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r'
      order by bytes desc limit 8`,
    db.$queryRaw<StorageUse["checkpoints"]>`
      select r.id as "runId", r.name as "runName", count(*)::int as count, sum(c.bytes)::float8 as bytes
      from "Checkpoint" c join "Run" r on r.id = c."runId"
      group by r.id, r.name order by bytes desc`,
  ]);
  return { database: size?.bytes ?? 0, tables, checkpoints };
}
