import { expect, test } from "vitest";
import { backward, forward } from "~/charts/axis/axisScale";

test("forward and backward undo one another", () => {
  for (const kind of ["linear", "log", "log1p"] as const) {
    for (const value of [0.25, 1, 750, 1e6])
      expect(backward(kind, forward(kind, value)!)).toBeCloseTo(value, 6);
  }
});

test("step 0 has a place on the logarithmic step axis, and none on a plain one", () => {
  expect(forward("log1p", 0)).toBe(0);
  expect(forward("log", 0)).toBeNull();
  expect(forward("log", -1)).toBeNull();
});
