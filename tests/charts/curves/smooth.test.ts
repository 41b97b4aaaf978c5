import { expect, test } from "vitest";
import { smooth } from "~/charts/curves/smooth";

test("weight 0 is the raw curve", () => {
  expect(smooth([3, 1, 2], 0)).toEqual([3, 1, 2]);
});

test("a constant stays constant from the first value on: the start is not pulled to zero", () => {
  for (const value of smooth([5, 5, 5, 5], 0.9)) expect(value).toBeCloseTo(5, 12);
});

test("two values weigh (1 − w) w and (1 − w), normalised", () => {
  expect(smooth([0, 1], 0.5)[1]).toBeCloseTo(0.5 / 0.75, 12);
});

test("a gap stays a gap and is not averaged over", () => {
  const [first, gap, second] = smooth([2, null, 2], 0.8);
  expect([first, gap]).toEqual([2, null]);
  expect(second).toBeCloseTo(2, 12);
});

test("one infinite or undefined value does not swallow what follows", () => {
  const smoothed = smooth([1, NaN, Infinity, 1], 0.9);
  expect(smoothed[1]).toBeNaN();
  expect(smoothed[2]).toBe(Infinity);
  expect(smoothed[3]).toBeCloseTo(1, 12);
});
