import { expect, test } from "vitest";
import { formatDuration } from "~/features/run/formatDuration";

test.each([
  [0.2, "1 s"],
  [45, "45 s"],
  [89.6, "90 s"],
  [360, "6 min"],
  [3600, "1 h"],
  [4800, "1 h 20 min"],
  [3 * 86_400, "3 days"],
])("%d seconds are %j", (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});
