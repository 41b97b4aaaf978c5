import { expect, test } from "vitest";
import { isAfter } from "~/server/live/isAfter";

test("a later transaction comes after, whatever its ids", () => {
  expect(isAfter("12.1", "9.400")).toBe(true);
  expect(isAfter("9.400", "12.1")).toBe(false);
});

test("within a transaction the id decides, as a number", () => {
  expect(isAfter("9.10", "9.9")).toBe(true);
  expect(isAfter("9.9", "9.9")).toBe(false);
});
