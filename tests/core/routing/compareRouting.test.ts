import { expect, test } from "vitest";
import { compareRouting, type Estimate } from "~/core/routing/compareRouting";
import { emptyRoutingSums, routingMeans } from "~/core/routing/routingSums";
import { normalsFrom, seededRandom } from "~/core/stats/random";

/** Two bands (common, rare), three sequences of two positions each in either band, S planted. */
function planted(rare: number[], common: number[]) {
  const sums = emptyRoutingSums(rare.length, 2, 3);
  sums.counts.fill(2);
  for (let head = 0; head < rare.length; head++) {
    for (let s = 0; s < 3; s++) {
      sums.moved[(head * 2 + 0) * 3 + s] = 2 * common[head]!;
      sums.moved[(head * 2 + 1) * 3 + s] = 2 * rare[head]!;
    }
  }
  return sums;
}

const options = { heads: 3, bands: { rare: 1, common: 0 }, seed: 1 };

test("means are over the positions of a band", () => {
  const sums = planted([1, 2, 3], [4, 5, 6]);
  expect([...routingMeans(sums, { of: "moved", band: 1 })!]).toEqual([1, 2, 3]);
  sums.counts.fill(0, 3);
  expect(routingMeans(sums, { of: "moved", band: 1 })).toBeNull();
});

test("by hand; where all sequences agree the interval is a point", () => {
  const compared = compareRouting(planted([1, 2, 3, 99], [1, 3, 2, 99]), options)!;
  // The fourth target is a whole layer and no head.
  expect(compared.pearson.value).toBeCloseTo(0.5, 12);
  expect(compared.spearman.value).toBeCloseTo(0.5, 12);
  expect(compared.selectivity.value).toBeCloseTo(0, 12);
  expect(compared.giniRare.value).toBeCloseTo(2 / 9, 12);
  expect(compared.pearson.interval![0]).toBeCloseTo(0.5, 12);
  expect(compared.pearson.interval![1]).toBeCloseTo(0.5, 12);
});

test("heads that do not differ have no correlation, and a band without positions nothing at all", () => {
  const even = planted([1, 1, 1], [1, 2, 3]);
  expect(compareRouting(even, options)!.pearson).toEqual({ value: null, interval: null });
  even.counts.fill(0, 3);
  expect(compareRouting(even, options)).toBeNull();
});

/** Heads whose shares are nearly alike, seen in sequences with noise: draws are more uneven and less correlated. */
function noisy(seed: number) {
  const [heads, sequences] = [24, 12];
  const random = seededRandom(seed);
  const sums = emptyRoutingSums(heads, 2, sequences);
  sums.counts.fill(1);
  const shares = normalsFrom(random, heads).map((z) => Math.exp(0.05 * z));
  for (let head = 0; head < heads; head++) {
    normalsFrom(random, 2 * sequences).forEach((z, at) => {
      sums.moved[head * 2 * sequences + at] = shares[head]! * Math.exp(0.5 * z);
    });
  }
  return { sums, options: { heads, bands: { rare: 1, common: 0 }, seed } };
}

test("every interval holds its own value, where percentiles would miss it", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { sums, options } = noisy(seed);
    for (const { value, interval } of Object.values(compareRouting(sums, options)!) as Estimate[]) {
      expect(interval![0]).toBeLessThanOrEqual(value!);
      expect(interval![1]).toBeGreaterThanOrEqual(value!);
    }
  }
});
