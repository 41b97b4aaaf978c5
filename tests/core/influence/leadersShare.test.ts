import { expect, test } from "vitest";
import { leadersShare } from "~/core/influence/leadersShare";
import { normalsFrom, seededRandom } from "~/core/stats/random";

test("it is the part of the sum that the largest hold", () => {
  expect(leadersShare([1, 5, 2, 2], 1)).toBe(0.5);
  expect(leadersShare([1, 5, 2, 2], 2)).toBe(0.7);
  expect(leadersShare([1, 5, 2, 2], 4)).toBe(1);
});

test("neurons that are all alike hold their part of the layer", () => {
  expect(leadersShare(new Float64Array(40).fill(0.3), 10)).toBeCloseTo(0.25, 14);
});

test("neither a factor nor the order changes it", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const values = normalsFrom(seededRandom(seed), 60).map(Math.abs);
    const share = leadersShare(values, 7)!;
    expect(leadersShare(values.map((value) => 8 * value).reverse(), 7)).toBeCloseTo(share, 13);
    expect(share).toBeGreaterThan(7 / 60);
  }
});

test("without any influence there is nothing to share", () => {
  expect(leadersShare([0, 0], 1)).toBeNull();
});
