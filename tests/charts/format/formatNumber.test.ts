import { expect, test } from "vitest";
import { formatInteger, formatNumber, formatTick } from "~/charts/format/formatNumber";

test.each([
  [0, "0"],
  [0.5, "0.500"],
  [0.01234, "0.0123"],
  [41.26, "41.3"],
  [999.6, "1\u202f000"],
  [12_345, "12\u202f300"],
  [-2.5, "−2.50"],
  [1.234e-5, "1.23×10⁻⁵"],
  [4.2e8, "4.20×10⁸"],
  [Infinity, "∞"],
  [NaN, "NaN"],
  [null, "–"],
])("%s is written %s: three significant digits, never a false one", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [0.5, "0.5"],
  [100, "100"],
  [1e-4, "10⁻⁴"],
  [2e-5, "2×10⁻⁵"],
  [3000, "3\u202f000"],
  [-20, "−20"],
])("the tick %s is written %s, without empty digits", (value, text) => {
  expect(formatTick(value)).toBe(text);
});

test("a count keeps every digit, in groups of three", () => {
  expect(formatInteger(1_234_567)).toBe("1\u202f234\u202f567");
  expect(formatInteger(null)).toBe("–");
});
