import { expect, test } from "vitest";
import { moranI } from "~/core/groups/coordination/moranI";

const ring = (n: number) => {
  const weights = new Float64Array(n * n);
  for (let i = 0; i < n; i++) weights[i * n + ((i + 1) % n)] = weights[((i + 1) % n) * n + i] = 1;
  return weights;
};

test("Moran's I is −1 where neighbours alternate and near 1 where they agree", () => {
  expect(moranI([1, -1, 1, -1, 1, -1], ring(6))).toBeCloseTo(-1, 14);
  const smooth = Array.from({ length: 100 }, (_, i) => Math.sin((2 * Math.PI * i) / 100));
  expect(moranI(smooth, ring(100))).toBeCloseTo(Math.cos((2 * Math.PI) / 100), 12);
});

test("Moran's I of equal values or without neighbours is null, and a shape that does not fit is refused", () => {
  expect(moranI([2, 2, 2], ring(3))).toBeNull();
  expect(moranI([1, 2, 3], new Float64Array(9))).toBeNull();
  expect(() => moranI([1, 2], ring(3))).toThrow("4 weights, not 9");
});
