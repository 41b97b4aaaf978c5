import { describe, expect, test } from "vitest";
import { againstNull } from "~/core/groups/againstNull";
import { normalsFrom, seededRandom } from "~/core/stats/random";

const hundredMinusOne = Float64Array.from({ length: 99 }, (_, i) => i + 1);

describe("againstNull", () => {
  test("ranks the value among the draws, two-sided, and never says p = 0", () => {
    expect(againstNull(1000, hundredMinusOne)?.p).toBeCloseTo(0.02, 14);
    expect(againstNull(-1000, hundredMinusOne)?.p).toBeCloseTo(0.02, 14);
    expect(againstNull(97.5, hundredMinusOne)?.p).toBeCloseTo(0.06, 14);
    expect(againstNull(50, hundredMinusOne)?.p).toBe(1);
  });

  test("gives z in standard deviations of the draws", () => {
    const { nullMean, nullSd, z } = againstNull(60, hundredMinusOne)!;
    expect(nullMean).toBe(50);
    expect(nullSd).toBeCloseTo(Math.sqrt((99 * 100) / 12), 12);
    expect(z).toBeCloseTo(10 / nullSd, 12);
  });

  test("counts ties on both sides, so draws that equal the value are no evidence", () => {
    expect(againstNull(3, [3, 3, 3])).toEqual({ nullMean: 3, nullSd: 0, z: null, p: 1 });
  });

  test("has nothing to say without draws", () => {
    expect(againstNull(3, [])).toBeNull();
  });

  test("is level: a value that is one more draw falls below p = .1 a tenth of the time", () => {
    const values = normalsFrom(seededRandom(2), 40 * 2_000);
    let rejected = 0;
    for (let trial = 0; trial < 2_000; trial++) {
      const draws = values.subarray(trial * 40, trial * 40 + 39);
      if (againstNull(values[trial * 40 + 39]!, draws)!.p <= 0.1) rejected++;
    }
    expect(Math.abs(rejected / 2_000 - 0.1)).toBeLessThan(0.025);
  });
});
