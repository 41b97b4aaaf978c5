import { describe, expect, test } from "vitest";
import { lnMediatedShare } from "~/core/influence/lnMediatedShare";
import { noiseFloorRank } from "~/core/influence/noiseFloorRank";
import { ratioMeans } from "~/core/influence/ratioMeans";
import { signLists } from "~/core/influence/signLists";
import { summarizeInfluence } from "~/core/influence/summarizeInfluence";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { type Change, sumChanges } from "~tests/helpers/influenceSums";

const bandNames = ["common", "rare"];

describe("summarizeInfluence", () => {
  const changes: Change[] = [
    { band: 0, sequence: 0, delta: [1, -2] },
    { band: 1, sequence: 0, delta: [-3, 4] },
    { band: 1, sequence: 1, delta: [5, 0] },
    { band: 0, sequence: 1, delta: [-1, 2] },
  ];
  const summary = summarizeInfluence({ sums: sumChanges(changes, 2, 2), bandNames });

  test("means are over the positions of a band, and all is both together", () => {
    expect(Array.from(summary.rare!.absolute.mean)).toEqual([4, 2]);
    expect(Array.from(summary.rare!.signed.mean)).toEqual([1, 2]);
    expect(Array.from(summary.common!.signed.mean)).toEqual([0, 0]);
    expect(Array.from(summary.all!.absolute.mean)).toEqual([2.5, 2]);
    expect([summary.rare!.positions, summary.common!.positions, summary.all!.positions]).toEqual([2, 2, 4]);
  });

  test("frozen changes give the part that goes through the norm", () => {
    const { absolute, frozenAbsolute } = summary.rare!;
    expect(lnMediatedShare(absolute.mean, frozenAbsolute!.mean)).toEqual([0.5, 0.5]);
    expect(lnMediatedShare(Float64Array.of(0), Float64Array.of(0))).toEqual([null]);
  });

  test("splitting the positions of a sequence over blocks changes nothing", () => {
    const first = sumChanges(changes.slice(0, 2), 2, 2);
    const second = sumChanges(changes.slice(2), 2, 2);
    const added = Object.fromEntries(
      Object.entries(first).map(([key, values]: [string, Float64Array]) => [
        key,
        values.map((value, i) => value + second[key as keyof typeof second]![i]!),
      ]),
    ) as unknown as typeof first;
    expect(summarizeInfluence({ sums: added, bandNames })).toEqual(summary);
  });

  test("a band without positions is null", () => {
    const sums = sumChanges([{ band: 0, sequence: 0, delta: [1] }], 2, 1);
    expect(summarizeInfluence({ sums, bandNames }).rare).toBeNull();
  });

  test("refuses sums that do not fit the bands", () => {
    const sums = sumChanges(changes, 2, 2);
    expect(() => summarizeInfluence({ sums, bandNames: ["a", "b", "c"] })).toThrow(
      "do not divide into 3 bands",
    );
  });
});

describe("ratioMeans", () => {
  test("the standard error is the formula done by hand", () => {
    // y = 2, 9 over n = 1, 2: R = 11/3, residuals 2 − 11/3 = −5/3 and 9 − 22/3 = 5/3.
    const { mean, standardError } = ratioMeans(Float64Array.of(2, 9), Float64Array.of(1, 2));
    expect(mean[0]).toBeCloseTo(11 / 3, 12);
    expect(standardError![0]).toBeCloseTo(Math.sqrt((2 * 2 * (25 / 9)) / 9), 12);
  });

  test("with one position a sequence it is the usual standard error of a mean", () => {
    const values = normalsFrom(seededRandom(1), 50);
    const { mean, standardError } = ratioMeans(values, new Float64Array(50).fill(1));
    const variance = values.reduce((sum, value) => sum + (value - mean[0]!) ** 2, 0) / 49;
    expect(standardError![0]).toBeCloseTo(Math.sqrt(variance / 50), 12);
  });

  test("sequences without positions do not count as evidence", () => {
    const some = ratioMeans(Float64Array.of(2, 9), Float64Array.of(1, 2));
    const padded = ratioMeans(Float64Array.of(2, 0, 9, 0), Float64Array.of(1, 0, 2, 0));
    expect(padded).toEqual(some);
  });

  test("is the spread of the mean over repeated draws of texts", () => {
    const random = seededRandom(2);
    const draw = () => {
      const counts = Float64Array.from({ length: 40 }, () => 1 + Math.floor(random() * 9));
      const effects = normalsFrom(random, 40);
      return ratioMeans(
        counts.map((n, s) => n * effects[s]!),
        counts,
      );
    };
    const draws = Array.from({ length: 1000 }, draw);
    const spread = Math.sqrt(draws.reduce((sum, { mean }) => sum + mean[0]! ** 2, 0) / 1000);
    const claimed = draws.reduce((sum, { standardError }) => sum + standardError![0]!, 0) / 1000;
    expect(claimed / spread).toBeGreaterThan(0.9);
    expect(claimed / spread).toBeLessThan(1.1);
  });

  test("there is none with one sequence", () => {
    expect(ratioMeans(Float64Array.of(3), Float64Array.of(2))).toEqual({
      mean: Float64Array.of(1.5),
      standardError: null,
      clusters: 1,
    });
  });
});

describe("signLists", () => {
  test("boost holds positive, suppress negative influences, the strongest first", () => {
    const { boost, suppress } = signLists(Float64Array.of(0.5, -2, 0, 3, -1, 3));
    expect(Array.from(boost)).toEqual([3, 5, 0]);
    expect(Array.from(suppress)).toEqual([1, 4]);
  });
});

describe("noiseFloorRank", () => {
  test("counts neurons more than two standard errors from zero, and more than 2.18 with 16 sequences", () => {
    const values = { mean: Float64Array.of(1, -3, 2.1, 0), standardError: Float64Array.of(1, 1, 1, 0) };
    const means = { ...values, clusters: 1e6 };
    expect(noiseFloorRank(means)).toBe(2);
    expect(noiseFloorRank({ ...means, clusters: 16 })).toBe(1);
    expect(noiseFloorRank({ ...means, standardError: null })).toBeNull();
  });
});
