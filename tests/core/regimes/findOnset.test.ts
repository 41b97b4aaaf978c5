import { describe, expect, test } from "vitest";
import { findOnset } from "~/core/regimes/findOnset";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { seededRandom } from "~/core/stats/random";
import { sampleThreeRegimes, smoothLaws } from "~tests/helpers/rankCurves";

const flat = fitCalibratedRegimes(smoothLaws.exponential!(512, seededRandom(1)), { seed: 1 });
const plateau = fitCalibratedRegimes(sampleThreeRegimes({ n: 512, r1: 50, kappa: 1 }, 1), { seed: 1 });
const unmeasurable = fitCalibratedRegimes(new Float64Array(3), { seed: 1 });

/** "r" a rare plateau alone, "b" in both bands, "c" in common alone, "-" in neither, "?" not measurable. */
const steps = (course: string) =>
  Array.from(course, (at, i) => ({
    step: 100 * i,
    rare: at === "?" ? unmeasurable : "rb".includes(at) ? plateau : flat,
    common: "bc".includes(at) ? plateau : flat,
  }));

describe("findOnset", () => {
  test.each([
    ["--rrr", 200, "the first step with a rare plateau"],
    ["-r-rr", 300, "not one that goes away again"],
    ["-brr", 200, "not while common has one, too"],
    ["-rbb", 100, "what common does later changes nothing"],
    ["-r?r", 100, "a step without a fit changes nothing"],
    ["rrr", 0, "the very first step"],
  ])("%s: %i, %s", (course, onset) => {
    expect(findOnset(steps(course))).toBe(onset);
  });

  test.each(["", "---", "ccc", "bbb", "rr-", "???"])("there is none in “%s”", (course) => {
    expect(findOnset(steps(course))).toBeNull();
  });

  test("does not depend on the order in which steps were measured", () => {
    expect(findOnset(steps("--rrr").reverse())).toBe(200);
  });

  test("either excess can be asked, and fits older than the log excess are judged by the other", () => {
    const told = (excess: [number, number], log: [number, number] | null) => {
      if (!plateau.measurable) throw new Error("the planted plateau is measurable");
      const logExcess = log && { ...plateau.plateau.logExcess!, interval: log };
      return { ...plateau, plateau: { ...plateau.plateau, excessInterval: excess, logExcess } };
    };
    const course = [
      { step: 1, rare: told([-1, 1], [0.1, 1]), common: flat },
      { step: 2, rare: told([-2, -1], [0.1, 1]), common: flat },
    ];
    expect(findOnset(course)).toBe(1);
    expect(findOnset(course, "excess")).toBe(2);
    expect(findOnset([{ step: 1, rare: told([-2, -1], null), common: flat }])).toBe(1);
  });
});
