import { expect, test } from "vitest";
import { formatProbability, formatPValue } from "~/charts/format/formatProbability";

test.each([
  [0.012, ".012"],
  [0.25, ".25"],
  [0.0004, "< .001"],
  [0, "< .001"],
  [1, "1"],
  [null, "–"],
])("p of %s is written %s", (p, text) => {
  expect(formatProbability(p)).toBe(text);
});

test("an inequality is not preceded by an equals sign", () => {
  expect(formatPValue(0.0001)).toBe("p < .001");
  expect(formatPValue(0.05)).toBe("p = .050");
});
