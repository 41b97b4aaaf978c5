import { describe, expect, test } from "vitest";
import { bandOfTargets } from "~/core/bands/bandOfTargets";
import { bandsByFrequency } from "~/core/bands/bandsByFrequency";

describe("bandsByFrequency, half", () => {
  test("ranks tokens by count, ties by id, and calls the lower half rare", () => {
    const { rank, byRank, band, probability, names } = bandsByFrequency([5, 0, 9, 5, 1]);
    expect(Array.from(byRank)).toEqual([2, 0, 3, 4, 1]);
    expect(Array.from(rank)).toEqual([1, 4, 0, 2, 3]);
    // rank ≥ 2.5
    expect(Array.from(band, (b) => names[b])).toEqual(["common", "rare", "common", "common", "rare"]);
    expect(probability[2]).toBeCloseTo(10 / 25, 12);
  });

  test("among the tokens that occur, the rarer half of those; what never occurs stays rare", () => {
    const { band, names, method } = bandsByFrequency([5, 0, 9, 5, 1, 0, 0, 0], "half", "occurring");
    // rank ≥ 4/2; of the whole vocabulary every token that occurs would be common.
    expect(Array.from(band, (b) => names[b])).toEqual([
      ...["common", "rare", "common", "rare", "rare"],
      ...["rare", "rare", "rare"],
    ]);
    expect(method).toBe("half:occurring");
    expect(bandsByFrequency([5, 0, 9, 5, 1, 0, 0, 0]).band.slice(2, 5)).toEqual(Uint8Array.of(0, 0, 0));
  });

  test("probabilities add up to one, and a token that never occurs has some", () => {
    const { probability } = bandsByFrequency([0, 0, 1000]);
    expect(probability.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    expect(probability[0]).toBeGreaterThan(0);
  });

  test("refuses counts that are not counts", () => {
    expect(() => bandsByFrequency([])).toThrow("there are no tokens to rank");
    expect(() => bandsByFrequency([1, -2])).toThrow("token 1 cannot occur -2 times");
    expect(() => bandsByFrequency([1, NaN])).toThrow("token 1 cannot occur NaN times");
  });
});

describe("bandOfTargets", () => {
  test("a position belongs to the band of its target", () => {
    const bands = bandsByFrequency([5, 0, 9, 5]);
    expect(Array.from(bandOfTargets(bands, Int32Array.of(1, 2, 1, 3)))).toEqual([1, 0, 1, 1]);
  });

  test("refuses a token outside the vocabulary", () => {
    const bands = bandsByFrequency([5, 0]);
    expect(() => bandOfTargets(bands, Int32Array.of(0, 2))).toThrow("token 2 is outside the vocabulary of 2");
  });
});
