import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { connect, type Database } from "~/db/client";

export interface TestDb extends AsyncDisposable {
  db: Database;
  url: string;
}

/** A database of its own with every migration applied, on a real PostgreSQL: `await using test = await testDb()`. */
export async function testDb({ migrated = true } = {}): Promise<TestDb> {
  const template = new URL(inject("templateUrl"));
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const source = migrated ? template.pathname.slice(1) : "template0";
  await admin(template, `create database ${name} template ${source}`);

  const url = Object.assign(new URL(template), { pathname: `/${name}` }).href;
  const db = connect(url);
  return {
    db,
    url,
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await admin(template, `drop database ${name} with (force)`);
    },
  };
}

async function admin(template: URL, sql: string): Promise<void> {
  const client = new pg.Client(Object.assign(new URL(template), { pathname: "/postgres" }).href);
  await client.connect();
  await client.query(sql);
  await client.end();
}
