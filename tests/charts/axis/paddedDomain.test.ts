import { expect, test } from "vitest";
import { paddedDomain } from "~/charts/axis/paddedDomain";

test("the margin is a share of the span on the axis's own scale", () => {
  expect(paddedDomain("linear", [0, 10], { margin: 0.1 })).toEqual([-1, 11]);
  const [low, high] = paddedDomain("log", [1, 100], { margin: 0.5 })!;
  expect(low).toBeCloseTo(0.1);
  expect(high).toBeCloseTo(1000);
});

test("values without a place on the scale do not widen it", () => {
  const domain = paddedDomain("log", [0, -3, null, NaN, Infinity, 1, 10], { margin: 0 })!;
  expect(domain[0]).toBeCloseTo(1);
  expect(domain[1]).toBeCloseTo(10);
});

test("there is no domain without values, even if something is to be included", () => {
  expect(paddedDomain("linear", [null, NaN], { include: [0] })).toBeNull();
});

test("a constant gets room on both sides", () => {
  const [low, high] = paddedDomain("linear", [5])!;
  expect(low).toBeLessThan(5);
  expect(high).toBeGreaterThan(5);
});
