import { expect, test } from "vitest";
import { moranI } from "~/core/groups/coordination/moranI";

const ring = (n: number) => Array.from({ length: n }, (_, i) => [(i + 1) % n, (i + n - 1) % n]);

test("Moran's I is −1 where neighbours alternate and near 1 where they agree", () => {
  expect(moranI([1, -1, 1, -1, 1, -1], ring(6))).toBeCloseTo(-1, 14);
  const smooth = Array.from({ length: 100 }, (_, i) => Math.sin((2 * Math.PI * i) / 100));
  expect(moranI(smooth, ring(100))).toBeCloseTo(Math.cos((2 * Math.PI) / 100), 12);
});

test("neighbours need not be mutual, and a shift or scale of the values changes nothing", () => {
  const oneWay = [[1], [2], [3], [0]];
  expect(moranI([1, 2, 3, 4], oneWay)).toBeCloseTo(moranI([12, 14, 16, 18], oneWay)!, 14);
  // Deviations −1.5 −.5 .5 1.5: products .75 − .25 + .75 − 2.25 = −1, squares 5, as many links as values.
  expect(moranI([1, 2, 3, 4], oneWay)).toBeCloseTo(-1 / 5, 14);
});

test("Moran's I of equal values or without neighbours is null, and a shape that does not fit is refused", () => {
  expect(moranI([2, 2, 2], ring(3))).toBeNull();
  expect(moranI([1, 2, 3], [[], [], []])).toBeNull();
  expect(() => moranI([1, 2], ring(3))).toThrow("2 lists of neighbours, not 3");
});
