import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { Db } from "~/db/client";
import { migrate } from "~/db/migrate";
import { childEnv } from "~/env";
import { testDb } from "~tests/helpers/testDb";

const migrations = readdirSync("prisma/migrations")
  .filter((name) => /^\d/.test(name))
  .sort();

const prisma = async (url: string, ...args: string[]) =>
  (
    await promisify(execFile)(process.execPath, ["prisma/cli.mjs", ...args], {
      env: childEnv({ DATABASE_URL: url }),
    })
  ).stdout;

/** A folder of migrations: { name: SQL }. */
async function migrationsFolder(migrations: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), "plateau-migrations-"));
  for (const [name, sql] of Object.entries(migrations)) await write(folder, name, sql);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

async function write(folder: string, name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
}

const tables = async (db: Db) => {
  const rows = await db.$queryRaw<{ name: string }[]>`
    select table_name::text as name from information_schema.tables where table_schema = 'public' order by 1`;
  return rows.map(({ name }) => name).filter((name) => name !== "_prisma_migrations");
};

test("the migrations make exactly the schema, and Prisma's own CLI agrees that they are applied", async () => {
  await using test = await testDb({ migrated: false });
  expect(await migrate(test.url, "prisma/migrations")).toEqual(migrations);
  const diff = ["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema.prisma"];
  expect(await prisma(test.url, ...diff)).toContain("No difference detected");
  expect(await prisma(test.url, "migrate", "status")).toContain("Database schema is up to date");
});

test("numbers are stored uncompressed", async () => {
  await using test = await testDb();
  const rows = await test.db.$queryRaw<{ storage: string }[]>`
    select attstorage::text as storage from pg_attribute
    where attrelid in ('"VectorRecord"'::regclass, '"Spectrum"'::regclass) and atttypid = 'bytea'::regtype`;
  expect(rows.map(({ storage }) => storage)).toEqual(["e", "e", "e"]);
});

test("of two that start at once one applies and the other finds it done", async () => {
  await using test = await testDb({ migrated: false });
  const applied = await Promise.all([1, 2, 3].map(() => migrate(test.url, "prisma/migrations")));
  expect(applied.flat()).toEqual(migrations);
});

test("new migrations are applied in order, each once", async () => {
  await using test = await testDb({ migrated: false });
  await using made = await migrationsFolder({ "0001_a": "create table a (id int)" });
  expect(await migrate(test.url, made.folder)).toEqual(["0001_a"]);
  await write(made.folder, "0003_c", "alter table b add column c int");
  await write(made.folder, "0002_b", "create table b (id int)");
  expect(await migrate(test.url, made.folder)).toEqual(["0002_b", "0003_c"]);
  expect(await migrate(test.url, made.folder)).toEqual([]);
  expect(await tables(test.db)).toEqual(["a", "b"]);
});

test("a migration that was edited after it was applied is refused by name", async () => {
  await using test = await testDb({ migrated: false });
  await using made = await migrationsFolder({ "0001_a": "create table a (id int)" });
  await migrate(test.url, made.folder);
  await write(made.folder, "0001_a", "create table a (id bigint)");
  await expect(migrate(test.url, made.folder)).rejects.toMatchObject({
    code: "conflict",
    message: "Migration 0001_a was edited after it was applied: restore it and add a new one.",
  });
});

test("a migration that fails leaves nothing behind, says why, and is tried again next time", async () => {
  await using test = await testDb({ migrated: false });
  await using made = await migrationsFolder({
    "0001_a": "create table a (id int)",
    "0002_b": "create table b (id int); create table a (id int)",
  });
  await expect(migrate(test.url, made.folder)).rejects.toMatchObject({
    code: "conflict",
    message: 'Migration 0002_b failed and was undone: relation "a" already exists',
  });
  expect(await tables(test.db)).toEqual(["a"]);
  await write(made.folder, "0002_b", "create table b (id int)");
  expect(await migrate(test.url, made.folder)).toEqual(["0002_b"]);
});

test("a database of a newer version is refused before anything is changed", async () => {
  await using test = await testDb({ migrated: false });
  await using made = await migrationsFolder({ "0009_future": "create table future (id int)" });
  await migrate(test.url, made.folder);
  await cp("prisma/migrations", made.folder, { recursive: true });
  await rm(join(made.folder, "0009_future"), { recursive: true });
  await expect(migrate(test.url, made.folder)).rejects.toThrow(
    /newer Plateau: its migration 0009_future is not known here/,
  );
  expect(await tables(test.db)).toEqual(["future"]);
});
