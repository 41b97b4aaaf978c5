import { expect, test } from "vitest";
import { connect } from "~/db/client";
import { registerWorker } from "~/db/workerRows";
import { readHealth } from "~/server/health";
import { testDb } from "~tests/helpers/testDb";

test("a healthy server names its database, its workers and what they compute on", async () => {
  await using database = await testDb();
  expect(await readHealth(database)).toMatchObject({ status: "ok", workers: 0, backend: null });
  await registerWorker(database.db, {
    id: "w",
    host: "h",
    pid: 1,
    backend: "native avx2, 2 threads",
    codeVersion: "1",
  });
  const health = await readHealth(database);
  expect(health).toMatchObject({ status: "ok", workers: 1, backend: "native avx2, 2 threads" });
  expect(health.database).toMatchObject({
    reachable: true,
    version: expect.stringMatching(/^1\d\.\d/) as string,
  });
});

test("without its database a server is unavailable and says why", async () => {
  const db = connect("postgresql://nobody@127.0.0.1:1/none");
  const health = await readHealth({ db });
  expect(health).toMatchObject({ status: "unavailable", workers: 0, database: { reachable: false } });
  await db.$disconnect();
});
