import { expect, test } from "vitest";
import { prepareNullHistogram } from "~/charts/nulls/prepareNullHistogram";
import { againstNull } from "~/core/groups/againstNull";
import { normalsFrom, seededRandom } from "~/core/stats/random";

const nullValues = [...normalsFrom(seededRandom(9), 199)].map((noise) => 5.91 + 0.26 * noise);
const statistic = (value: number) => {
  const { p, z } = againstNull(value, nullValues)!;
  return { statistic: "alpha_mid", value, p, z, draws: 199, nullValues };
};

test("every random group is in exactly one bar", () => {
  const { bars } = prepareNullHistogram(statistic(5.9));
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(199);
});

test("the value is in sight, far out though it may be", () => {
  const { domain } = prepareNullHistogram(statistic(2));
  expect(domain[0]).toBeLessThan(2);
  expect(domain[1]).toBeGreaterThan(Math.max(...nullValues));
});

test("only a value told from the null is a finding", () => {
  expect(prepareNullHistogram(statistic(4)).finding).toBe(true);
  expect(prepareNullHistogram(statistic(5.9)).finding).toBe(false);
});

test("random groups that are all alike make one bar", () => {
  const { bars } = prepareNullHistogram({ ...statistic(3), nullValues: [3, 3, 3] });
  expect(bars.filter(({ count }) => count > 0)).toHaveLength(1);
});

test("without value and draws there is nothing to draw", () => {
  const empty = { statistic: "alpha_mid", value: null, p: null, z: null, draws: 0, nullValues: [] };
  expect(prepareNullHistogram(empty)).toMatchObject({ bars: [], summary: "alpha_mid: not measurable." });
});
