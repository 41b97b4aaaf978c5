import { describe, expect, test } from "vitest";
import { binWeights } from "~/core/regimes/binWeights";
import { rankBins } from "~/core/regimes/rankBins";

describe("binWeights", () => {
  const bins = rankBins(512);

  test("are 1 / .05² where the curve is flat", () => {
    for (const weight of binWeights(
      bins,
      bins.logRank.map(() => 2),
    ))
      expect(weight).toBeCloseTo(400, 9);
  });

  test("follow the slope of a power law: 1 / (.05² + κ²/r)", () => {
    const weights = binWeights(
      bins,
      bins.logRank.map((x) => 3 - 0.6 * x),
    );
    weights.forEach((weight, j) => expect(weight).toBeCloseTo(1 / (0.0025 + 0.36 / bins.rank[j]!), 9));
  });

  test("stop caring how steep a curve is beyond slope 3", () => {
    const steep = (slope: number) =>
      binWeights(
        bins,
        bins.logRank.map((x) => -slope * x),
      );
    expect(Array.from(steep(50))).toEqual(Array.from(steep(20)));
  });
});
