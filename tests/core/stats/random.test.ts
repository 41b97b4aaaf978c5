import { describe, expect, test } from "vitest";
import { deriveSeed, normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";

describe("seededRandom", () => {
  test("gives the same stream for the same seed and another for another", () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(9)).toEqual(draw(9));
    expect(draw(9)).not.toEqual(draw(10));
  });

  test("is uniform: each tenth of (0, 1) holds a tenth of the numbers within four standard errors", () => {
    const random = seededRandom(4);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[randomInteger(random, 10)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(9_000));
  });

  test("derives unlike seeds for unlike parts", () => {
    expect(deriveSeed(1, "null", 3)).toBe(deriveSeed(1, "null", 3));
    expect(new Set([deriveSeed(1, "ab", "c"), deriveSeed(1, "a", "bc"), deriveSeed(2, "ab", "c")]).size).toBe(
      3,
    );
  });
});

test("normalsFrom has mean 0, variance 1 and the kurtosis of a normal law", () => {
  const values = normalsFrom(seededRandom(8), 50_001);
  expect(values).toHaveLength(50_001);
  const moment = (k: number) => values.reduce((sum, z) => sum + z ** k, 0) / values.length;
  expect(moment(1)).toBeCloseTo(0, 1);
  expect(moment(2)).toBeCloseTo(1, 1);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.15);
});
