import { describe, expect, test } from "vitest";
import { rareMinusCommon } from "~/core/regimes/rareMinusCommon";
import { RareMinusCommon } from "~/core/regimes/regimeFit";
import { sampleThreeRegimes } from "~tests/helpers/rankCurves";

const wide = sampleThreeRegimes({ n: 1024, r1: 100, kappa: 1 }, 1);
const narrow = sampleThreeRegimes({ n: 1024, r1: 20, kappa: 0.5 }, 2);

function compare(rare: Float64Array, common: Float64Array, options = {}) {
  const difference = rareMinusCommon({ rare, common, seed: 3, ...options });
  if (!difference.measurable) throw new Error(difference.reason);
  return difference;
}

describe("rareMinusCommon", () => {
  test("tells a wide plateau with a steep power law from a narrow, shallow one", () => {
    const { size, exponent } = compare(wide, narrow);
    expect(size.interval![0]).toBeGreaterThan(0);
    expect(exponent.interval![0]).toBeGreaterThan(0);
    expect(Math.abs(exponent.value - 0.5)).toBeLessThan(0.2);
  });

  test("changes its sign with the order of the bands", () => {
    const [there, back] = [compare(wide, narrow), compare(narrow, wide)];
    expect(back.size.value).toBe(-there.size.value);
    expect(back.excess.value).toBe(-there.excess.value);
  });

  test("pairs the neurons: a band against itself differs by exactly nothing in every draw", () => {
    const { size, exponent, excess, logExcess } = compare(wide, wide);
    for (const { value, interval } of [size, exponent, excess, logExcess!]) {
      expect(value).toBe(0);
      expect(interval).toEqual([0, 0]);
    }
  });

  test("resamples sequences where they are given, and survives JSON", () => {
    const difference = compare(wide, narrow, { resampleSequences: () => [wide, narrow], intervalDraws: 20 });
    expect(difference.draws).toEqual({ interval: 20, over: "neurons and sequences" });
    expect(RareMinusCommon.parse(JSON.parse(JSON.stringify(difference)))).toEqual(difference);
  });

  test("is not measurable where one band has too few neurons, and refuses bands of different neurons", () => {
    const silent = narrow.map((value, i) => (i < 10 ? value : 0));
    expect(rareMinusCommon({ rare: wide, common: silent, seed: 1 })).toMatchObject({
      measurable: false,
      reason: "only 10 neurons have a positive influence; 32 are needed to fit a ranked curve",
    });
    expect(() => compare(wide, narrow.slice(1))).toThrow("rare holds 1024 neurons and common 1023");
  });
});
