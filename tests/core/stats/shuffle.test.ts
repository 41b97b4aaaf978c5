import { expect, test } from "vitest";
import { seededRandom } from "~/core/stats/random";
import { shuffle } from "~/core/stats/shuffle";

test("shuffle keeps every element and reaches every order about equally often", () => {
  const random = seededRandom(6);
  const seen = new Map<string, number>();
  for (let i = 0; i < 6_000; i++) {
    const order = shuffle([1, 2, 3], random).join("");
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  expect(seen.size).toBe(6);
  for (const count of seen.values()) expect(Math.abs(count - 1_000)).toBeLessThan(120);
});
