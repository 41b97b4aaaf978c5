import { describe, expect, test } from "vitest";
import { meanPerBin, rankBins } from "~/core/regimes/rankBins";

describe("rankBins", () => {
  test("the first ranks have bins of their own, and the last bin ends with the list", () => {
    const { edges, rank } = rankBins(1000);
    expect(Array.from(edges.subarray(0, 7))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(Array.from(rank.subarray(0, 6), (r) => Math.round(r))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(edges.at(-1)).toBe(1000);
  });

  test.each([1, 32, 512, 3072])("every one of %i ranks is in one bin, and no bin is empty", (count) => {
    const { edges } = rankBins(count);
    for (let j = 1; j < edges.length; j++) expect(edges[j]! - edges[j - 1]!).toBeGreaterThan(0);
    expect(edges[0]).toBe(0);
    expect(edges.at(-1)).toBe(count);
  });

  test("a decade has sixteen bins once ranks are dense enough", () => {
    const { rank } = rankBins(10_000);
    expect(rank.filter((r) => r >= 100 && r < 1000)).toHaveLength(16);
  });

  test("a bin's mean is that of its ranks", () => {
    expect(Array.from(meanPerBin({ edges: Int32Array.of(0, 1, 4) }, Float64Array.of(7, 1, 2, 6)))).toEqual([
      7, 3,
    ]);
  });
});
