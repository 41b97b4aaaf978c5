import { expect, test } from "vitest";
import { shareOfTime } from "~workers/measure/shareOfTime";

test("work alone takes what passes, and moments side by side are divided", () => {
  let now = 100;
  const begin = shareOfTime(() => now);
  now += 5;
  const first = begin();
  now += 10;
  const second = begin();
  now += 8;
  const third = begin();
  now += 6;
  expect(second()).toBe(4 + 2);
  now += 4;
  expect(first()).toBe(10 + 4 + 2 + 2);
  now += 3;
  expect(third()).toBe(2 + 2 + 3);
});

test("a piece that has ended keeps what it took", () => {
  let now = 0;
  const begin = shareOfTime(() => now);
  const end = begin();
  now = 7;
  expect(end()).toBe(7);
  now = 9;
  expect(end()).toBe(7);
});
