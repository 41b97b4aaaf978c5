import { expect, test } from "vitest";
import { formatStatistic } from "~/charts/format/formatStatistic";

test.each([
  [12, "12"],
  [1234, "1\u202f234"],
  [0, "0"],
  [12.5, "12.5"],
  [0.28842, "0.288"],
  [null, "–"],
])("%f reads %s", (value, words) => {
  expect(formatStatistic(value)).toBe(words);
});
