import { expect, test } from "vitest";
import { measureMoran } from "~/core/groups/coordination/measureMoran";
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

test("where every neuron is every other's neighbour I is −1/(n − 1) whatever the influences, and says so", () => {
  const neighbours = Array.from({ length: 6 }, (_, i) =>
    Int32Array.from([0, 1, 2, 3, 4, 5].filter((j) => j !== i)),
  );
  const measured = measureMoran(Float64Array.of(1, 2, 4, 8, 16, 32), { space: "W_in", neighbours, seed: 1 });
  expect(measured.value).toBeCloseTo(-1 / 5, 12);
  expect(measured.z).toBeNull();
  expect(measured.reason).toMatch(/^every neuron is every other's neighbour/);
});
