import { expect, test } from "vitest";
import { columnEdges } from "~/charts/axis/columnEdges";

test("columns meet halfway, and the outer ones mirror their inner half", () => {
  expect(columnEdges([0, 2, 6], [-10, 10])).toEqual([-1, 1, 4, 8]);
});

test("no column reaches past the axis", () => {
  expect(columnEdges([0, 2, 6], [0, 7])).toEqual([0, 1, 4, 7]);
});

test("a single step is a narrow column, and no step none", () => {
  expect(columnEdges([4], [0, 40])).toEqual([3, 5]);
  expect(columnEdges([], [0, 1])).toEqual([]);
});
