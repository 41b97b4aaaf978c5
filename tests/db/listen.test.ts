import { expect, test } from "vitest";
import { notifyEvents } from "~/db/events";
import { listenTo } from "~/db/listen";
import { testDb } from "~tests/helpers/testDb";

test("hears every notification of its channels after it has begun, and again after its connection was cut", async () => {
  await using test = await testDb();
  const { db, url } = test;
  const stop = new AbortController();
  const heard: (string | null)[] = [];
  await listenTo(url, ["plateau_events"], (_, payload) => heard.push(payload), stop.signal);
  expect(heard).toEqual([null]);
  await notifyEvents(db, "a");
  await notifyEvents(db, "b");
  await expect.poll(() => heard).toEqual([null, "a", "b"]);

  await db.$executeRaw`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen%'`;
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual([null, "a", "b", null]);
  await notifyEvents(db, "c");
  await expect.poll(() => heard).toEqual([null, "a", "b", null, "c"]);

  stop.abort();
  const listeners = () => db.$queryRaw`
    select pid from pg_stat_activity where datname = current_database() and query like 'listen%'`;
  await expect.poll(listeners, { timeout: 10_000 }).toEqual([]);
});

test("a first connection that fails is an error of the caller", async () => {
  await using test = await testDb();
  const url = Object.assign(new URL(test.url), { pathname: "/absent" }).href;
  const listening = listenTo(url, ["plateau_events"], () => undefined, new AbortController().signal);
  await expect(listening).rejects.toThrow('database "absent" does not exist');
});
