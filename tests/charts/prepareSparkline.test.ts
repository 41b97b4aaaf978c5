import { expect, test } from "vitest";
import { prepareSparkline } from "~/charts/prepareSparkline";

const size = { width: 100, height: 20 };

test("a gap parts the line", () => {
  expect(prepareSparkline([1, 2, null, 3, 4], size).path.match(/M/g)).toHaveLength(2);
});

test("the last value is marked, even before a gap", () => {
  const { last } = prepareSparkline([1, 2, null], size);
  expect(last?.[1]).toBe(3);
});

test("a spike among thousands is drawn", () => {
  const values = new Array<number>(5000).fill(1);
  values[2345] = 2;
  expect(prepareSparkline(values, size).path).toMatch(/ 3\.0L/);
});

test("a constant runs through the middle, and nothing is nothing", () => {
  expect(prepareSparkline([4, 4], size).path).toBe("M3.0 10.0L97.0 10.0");
  expect(prepareSparkline([null], size)).toEqual({ path: "", last: null });
});
