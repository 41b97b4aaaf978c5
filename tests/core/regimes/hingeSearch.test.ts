import { describe, expect, test } from "vitest";
import { findKnots, hingeColumn, minimumBins } from "~/core/regimes/hingeSearch";
import { weightedLeastSquares } from "~/core/regimes/weightedLeastSquares";
import { normalsFrom, seededRandom } from "~/core/stats/random";

const bins = 30;
const x = Float64Array.from({ length: bins }, (_, j) => j / 4);
const hinges = Array.from(x, (_, k) => hingeColumn(x, k));
const base = [x.map(() => 1), x];

describe("findKnots", () => {
  test("finds the knot of a curve with one", () => {
    const y = hinges[12]!.map((value, j) => 2 + 0.1 * x[j]! - value);
    expect(
      findKnots(
        base,
        x,
        y,
        x.map(() => 1),
      ).one.knots,
    ).toEqual([12]);
  });

  test("finds the knots of a curve with two", () => {
    const first = hinges[7]!;
    const second = hinges[18]!;
    const y = x.map((value, j) => value - first[j]! - 3 * second[j]!);
    expect(
      findKnots(
        base,
        x,
        y,
        x.map(() => 1),
      ).two.knots,
    ).toEqual([7, 18]);
  });

  test.each([1, 2, 3])("is what refitting at every knot and pair finds (noise %i)", (seed) => {
    const random = seededRandom(seed);
    const y = normalsFrom(random, bins);
    const weights = normalsFrom(random, bins).map(Math.exp);
    const rss = (...knots: number[]) =>
      weightedLeastSquares([...base, ...knots.map((k) => hinges[k]!)], y, weights).rss;
    let one = { rss: Infinity, knots: [0] };
    let two = { rss: Infinity, knots: [0, 0] };
    for (let k = minimumBins - 1; k < Math.floor(0.85 * bins); k++) {
      if (rss(k) < one.rss) one = { rss: rss(k), knots: [k] };
    }
    for (let k = minimumBins - 1; k < bins - 2 * minimumBins; k++) {
      for (let l = k + minimumBins; l < bins - minimumBins; l++) {
        if (rss(k, l) < two.rss) two = { rss: rss(k, l), knots: [k, l] };
      }
    }
    const found = findKnots(base, x, y, weights);
    expect(found.one.knots).toEqual(one.knots);
    expect(found.two.knots).toEqual(two.knots);
    expect(found.one.rss / one.rss).toBeCloseTo(1, 10);
    expect(found.two.rss / two.rss).toBeCloseTo(1, 10);
  });
});
