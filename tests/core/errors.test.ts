import { expect, test } from "vitest";
import { AppError, requireThat } from "~/core/errors";

test("a broken requirement is the caller's mistake, in the words given", () => {
  expect(() => requireThat(false, "k must be at least 1 (is 0)")).toThrow(
    new AppError("invalid_argument", "k must be at least 1 (is 0)"),
  );
});

test("a requirement that holds says nothing", () => {
  expect(() => requireThat(true, "never read")).not.toThrow();
});
