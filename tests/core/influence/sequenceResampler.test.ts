import { describe, expect, test } from "vitest";
import { ratioMeans } from "~/core/influence/ratioMeans";
import { sequenceResampler } from "~/core/influence/sequenceResampler";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { sumChanges } from "~tests/helpers/influenceSums";

const bandNames = ["common", "rare"];
const random = seededRandom(1);
const sequences = 30;
const changes = Array.from({ length: 600 }, (_, t) => ({
  band: t % 7 === 0 ? 1 : 0,
  sequence: t % sequences,
  delta: Array.from(normalsFrom(random, 4), (z) => z + Math.sin(t % sequences)),
}));
const sums = sumChanges(changes, 2, sequences);

describe("sequenceResampler", () => {
  const resample = sequenceResampler({
    sums,
    bandNames,
    measure: "signed",
    bands: ["rare", "common", "all"],
  });

  test("the same seed draws the same texts", () => {
    expect(resample(seededRandom(5))).toEqual(resample(seededRandom(5)));
    expect(resample(seededRandom(5))).not.toEqual(resample(seededRandom(6)));
  });

  test("spreads by the standard error over sequences", () => {
    const generator = seededRandom(9);
    const draws = Array.from({ length: 2000 }, () => resample(generator)[1]![0]!);
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const sd = Math.sqrt(draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length);
    const { standardError } = ratioMeans(
      sums.signed.slice(0, sequences * 4),
      sums.counts.slice(0, sequences),
    );
    expect(sd / standardError![0]!).toBeGreaterThan(0.9);
    expect(sd / standardError![0]!).toBeLessThan(1.1);
  });

  test("one sequence can only give its own means", () => {
    const one = sumChanges(
      [
        { band: 0, sequence: 0, delta: [1, 3] },
        { band: 1, sequence: 0, delta: [5, -7] },
      ],
      2,
      1,
    );
    const only = sequenceResampler({ sums: one, bandNames, measure: "signed", bands: ["rare", "all"] });
    expect(only(seededRandom(1)).map((mean) => Array.from(mean))).toEqual([
      [5, -7],
      [3, -2],
    ]);
  });

  test("draws again until each band has positions", () => {
    const sparse = sumChanges(
      Array.from({ length: 20 }, (_, s) => ({
        band: s === 0 ? 1 : 0,
        sequence: s,
        delta: [s === 0 ? 9 : 1],
      })),
      2,
      20,
    );
    const resampled = sequenceResampler({ sums: sparse, bandNames, measure: "absolute", bands: ["rare"] });
    const generator = seededRandom(2);
    for (let draw = 0; draw < 20; draw++) expect(resampled(generator)[0]![0]).toBeCloseTo(9, 12);
  });

  test("refuses a band that does not exist or has no positions", () => {
    const common = sumChanges([{ band: 0, sequence: 0, delta: [1] }], 2, 1);
    const of = (band: string) =>
      sequenceResampler({ sums: common, bandNames, measure: "absolute", bands: [band] });
    expect(() => of("rare")).toThrow("no position is in the band rare");
    expect(() => of("odd")).toThrow("there is no band odd; there are common, rare and all");
  });
});
