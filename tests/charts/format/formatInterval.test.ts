import { expect, test } from "vitest";
import { formatInterval } from "~/charts/format/formatInterval";
import { formatInteger } from "~/charts/format/formatNumber";

test("an interval is written with its brackets, in the format of its numbers", () => {
  expect(formatInterval([0.839, 1.25])).toBe("[0.839, 1.25]");
  expect(formatInterval([28, 60], formatInteger)).toBe("[28, 60]");
});

test("half an interval is none", () => {
  expect(formatInterval([null, 2])).toBe("–");
  expect(formatInterval(null)).toBe("–");
});
