import { expect, test } from "vitest";
import { finiteExtent } from "~/charts/axis/finiteExtent";

test("gaps and infinities do not count", () => {
  expect(finiteExtent([null, 3, Infinity, -2, NaN])).toEqual([-2, 3]);
});

test("nothing finite has no extent", () => {
  expect(finiteExtent([null, NaN])).toEqual([]);
});
