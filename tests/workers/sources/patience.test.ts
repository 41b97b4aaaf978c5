import { expect, it } from "vitest";
import { backOffMs, retryAfterMs } from "~workers/sources/http/patience";

it("what a server asks for is seconds or a date, at most five minutes, and nothing else", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  expect(retryAfterMs("12", now)).toBe(12_000);
  expect(retryAfterMs("Thu, 01 Jan 2026 00:00:30 GMT", now)).toBe(30_000);
  expect(retryAfterMs("Wed, 31 Dec 2025 00:00:00 GMT", now)).toBe(0);
  expect(retryAfterMs("99999999", now)).toBe(300_000);
  expect(retryAfterMs("soon", now)).toBeNull();
  expect(retryAfterMs(null, now)).toBeNull();
});

it("waiting doubles up to half a minute, between half of it and all of it", () => {
  expect([1, 2, 3, 10].map((failures) => backOffMs(failures, () => 0))).toEqual([250, 500, 1000, 15_000]);
  expect([1, 2, 3, 10].map((failures) => backOffMs(failures, () => 1))).toEqual([500, 1000, 2000, 30_000]);
});
