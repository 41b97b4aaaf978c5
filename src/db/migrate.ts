import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { AppError } from "~/core/errors";

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

interface Applied {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

const advisoryLock = 727_073_691;

/**
 * Brings the database to the newest of the migrations in `folder`, one transaction each, with the bookkeeping of
 * Prisma, whose CLI can go on from there. Two at once: one applies, the other waits and finds it done.
 *
 * @returns the names of those applied now
 * @throws AppError conflict when the database was written by a newer version, or a migration was edited after it
 *   was applied, or failed
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [advisoryLock]);
    await client.query(createBookkeeping);
    const { rows: applied } = await client.query<Applied>(
      `select migration_name, checksum, finished_at from "_prisma_migrations" where rolled_back_at is null`,
    );
    const migrations = readMigrations(folder);
    refuseNewer(migrations, applied);
    const missing = migrations.filter((migration) => !isApplied(migration, applied));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, "migration.sql")))
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

function refuseNewer(migrations: Migration[], applied: Applied[]): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.find(({ migration_name }) => !known.has(migration_name));
  if (!unknown) return;
  throw new AppError(
    "conflict",
    `The database was written by a newer Plateau: its migration ${unknown.migration_name} is not known here. Update Plateau, or use another PLATEAU_DATA_DIR.`,
  );
}

function isApplied({ name, checksum }: Migration, applied: Applied[]): boolean {
  const row = applied.find(({ migration_name }) => migration_name === name);
  if (!row) return false;
  if (row.finished_at === null) {
    throw new AppError(
      "conflict",
      `Migration ${name} failed earlier and was not resolved (prisma migrate resolve).`,
    );
  }
  if (row.checksum !== checksum) {
    throw new AppError(
      "conflict",
      `Migration ${name} was edited after it was applied: restore it and add a new one.`,
    );
  }
  return true;
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query(
      `insert into "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("conflict", `Migration ${name} failed and was undone: ${reason}`, { cause });
  }
}

const createBookkeeping = `
  create table if not exists "_prisma_migrations" (
    id varchar(36) primary key,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;
