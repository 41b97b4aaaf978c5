import { expect, test } from "vitest";
import { cosine } from "~/core/linalg/cosine";

test("cosine is that of the angle, whatever the lengths", () => {
  expect(cosine([1, 0], [3, 3])).toBeCloseTo(Math.SQRT1_2, 14);
  expect(cosine([1e-150, 0], [-1e-150, 0])).toBe(-1);
});

test("cosine with a zero vector is null, and vectors of different length are refused", () => {
  expect(cosine([0, 0], [1, 2])).toBeNull();
  expect(() => cosine([1], [1, 2])).toThrow("1 and 2");
});
