import { expect, test } from "vitest";
import { readEnv } from "~/env";

test("serves on loopback unless told otherwise", () => {
  expect(readEnv({})).toMatchObject({ HOST: "127.0.0.1", PORT: 3210, PLATEAU_DATA_DIR: "./data" });
});

test("takes an empty variable as unset", () => {
  expect(readEnv({ DATABASE_URL: "", PORT: "" })).toMatchObject({ PORT: 3210 });
});

test.each([
  [{ PORT: "99999" }, "PORT: Too big: expected number to be <=65535 (is 99999)"],
  [{ DATABASE_URL: "mysql://x" }, 'DATABASE_URL: must start with postgresql:// (is "mysql://x")'],
  [{ PLATEAU_THREADS: "0" }, "PLATEAU_THREADS"],
])("refuses %j and says what is allowed", (source, message) => {
  expect(() => readEnv(source)).toThrow(message);
});
