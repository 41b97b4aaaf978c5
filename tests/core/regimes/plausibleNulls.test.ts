import { expect, test } from "vitest";
import { plausibleNulls } from "~/core/regimes/plausibleNulls";
import { rankDesign } from "~/core/regimes/rankDesign";
import { modelCurve, nullModelNames } from "~/core/regimes/rankModels";
import { normalsFrom, seededRandom } from "~/core/stats/random";

const n = 512;
const design = rankDesign(n);

function curveOf(name: (typeof nullModelNames)[number]): Float64Array {
  const law = modelCurve({ name, coefficients: name === "dgbd" ? [0, -0.3, 2] : [-1, 1], knots: [] }, n);
  return Float64Array.from({ length: n }, (_, i) => law(i + 1));
}

test.each(nullModelNames)("a list of the quantiles of %s has that law before all others", (name) => {
  const nulls = plausibleNulls(curveOf(name), design);
  expect(nulls[0]!.name).toBe(name);
  expect(nulls[0]!.score).toBeLessThan(nulls[0]!.coefficients.length * Math.log(design.bins.rank.length) + 3);
});

test("others are held beside the best as long as their score is within 6 of it", () => {
  const lists = Array.from({ length: 40 }, (_, seed) =>
    normalsFrom(seededRandom(seed), n)
      .map((z) => Math.log(Math.abs(z)))
      .sort()
      .reverse(),
  );
  const nulls = lists.map((list) => plausibleNulls(list, design));
  for (const [best, ...others] of nulls) {
    for (const { score } of others) expect(score - best!.score).toBeLessThan(6);
  }
  const several = nulls.filter((curves) => curves.length > 1).length;
  expect(several).toBeGreaterThan(5);
  expect(several).toBeLessThan(40);
});
