import { expect, test } from "vitest";
import { modularity } from "~/core/groups/coordination/modularity";

const twoPairs = Float64Array.of(0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0);

test("modularity is 1/2 for two separate edges in their own communities and 0 in one community", () => {
  expect(modularity(twoPairs, [0, 0, 1, 1])).toBeCloseTo(0.5, 14);
  expect(modularity(twoPairs, [0, 0, 0, 0])).toBeCloseTo(0, 14);
  expect(modularity(twoPairs, [0, 1, 0, 1])).toBeLessThan(0);
});

test("modularity of no edges is null, and a shape that does not fit is refused", () => {
  expect(modularity(new Float64Array(9), [0, 1, 2])).toBeNull();
  expect(() => modularity(twoPairs, [0, 1])).toThrow("4 weights, not 16");
});
