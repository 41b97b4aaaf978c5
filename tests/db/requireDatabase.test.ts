import { expect, test } from "vitest";
import { requireDatabase } from "~/db/requireDatabase";
import { testDb } from "~tests/helpers/testDb";

test("says which version answers", async () => {
  await using test = await testDb();
  expect(await requireDatabase(test.url)).toMatch(/^18\.\d+$/);
});

test.each([
  ["where nothing listens", (url: URL) => (url.port = "1"), "ECONNREFUSED"],
  [
    "a database that is not there",
    (url: URL) => (url.pathname = "/absent"),
    'database "absent" does not exist',
  ],
  ["a wrong password", (url: URL) => (url.password = "secret"), "password authentication failed"],
  ["a host that is none", (url: URL) => (url.hostname = "nowhere.invalid"), "nowhere.invalid"],
])("%s is one sentence without the password", async (_, change, reason) => {
  await using test = await testDb();
  const url = new URL(test.url);
  const { password } = url;
  change(url);
  const error: unknown = await requireDatabase(url.href).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "unavailable", message: expect.stringContaining(reason) as string });
  expect(String(error)).not.toContain(password);
  expect(String(error)).not.toContain("secret");
});
