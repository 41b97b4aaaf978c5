import { expect, test } from "vitest";
import { isolatedPoints } from "~/charts/curves/isolatedPoints";

test("a value between two gaps is drawn as a dot, a line is not", () => {
  expect(isolatedPoints([1, null, 2, 3, null, 4])).toEqual([0, 5]);
});

test("an x that only other curves have does not part a line", () => {
  expect(isolatedPoints([1, undefined, 2])).toEqual([]);
  expect(isolatedPoints([null, undefined, 2, undefined, null])).toEqual([2]);
});

test("nothing is isolated where nothing is", () => {
  expect(isolatedPoints([])).toEqual([]);
  expect(isolatedPoints([null, null])).toEqual([]);
});
