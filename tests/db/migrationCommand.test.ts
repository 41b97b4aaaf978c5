import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { testDb } from "~tests/helpers/testDb";

/** What `npm run migration` runs. */
function migrateDev(url: string) {
  const args = ["prisma/cli.mjs", "migrate", "dev", "--name", "nothing"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: url },
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

test("the migration command works the first time: on a database that is not there, and on one that is empty", async () => {
  const migrations = readdirSync("prisma/migrations");
  await using empty = await testDb({ migrated: false });
  const missing = `${empty.url}_missing`;
  for (const url of [empty.url, missing]) {
    const first = migrateDev(url);
    expect(first.said).toContain("in sync with your schema");
    expect(first.status).toBe(0);
  }
  expect(readdirSync("prisma/migrations")).toEqual(migrations);
  await empty.db.$executeRawUnsafe(`drop database "${new URL(missing).pathname.slice(1)}" with (force)`);
}, 180_000);
