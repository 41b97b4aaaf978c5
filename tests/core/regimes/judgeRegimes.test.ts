import { describe, expect, test } from "vitest";
import { whyNoDecay, whyNoPlateau, whyNoPowerLaw } from "~/core/regimes/judgeRegimes";

const shape = { r1: 50, r2: 400, b1: -0.1, b2: -0.8, delta: 1, excess: 0, logExcess: 0.7 };
const believed = { p: 0.01, steadyP: 0.01 };

describe("whyNoPlateau", () => {
  test("nothing stands against a flat top before a kink that is rare by both weights", () => {
    expect(whyNoPlateau(shape, believed)).toBeNull();
  });

  test.each([
    [{ p: 0.02 }, {}, "a curve without a kink explains the ranks as well (p = .02, at most .01 allowed)"],
    [{ steadyP: 0.03 }, {}, "the kink rests on a few leading neurons that happen to be alike (p = .03"],
    [{}, { b1: -0.41 }, "the top is not flat: slope -0.41 before rank 50 and -0.8 after"],
    [{}, { b1: 0.41 }, "the top is not flat: slope 0.41"],
    [
      {},
      { b1: -0.05, b2: -0.14 },
      "the curve hardly falls behind its top: slope -0.14, at most -0.15 allowed",
    ],
    [{}, { r1: 4.9 }, "the top has 4.9 neurons, fewer than 5"],
  ])("with %o and %o it says so", (p, changed, reason) => {
    expect(whyNoPlateau({ ...shape, ...changed }, { ...believed, ...p })).toContain(reason);
  });

  test("what lies exactly on a border is allowed", () => {
    expect(whyNoPlateau({ ...shape, r1: 5, b1: -0.075, b2: -0.15 }, believed)).toBeNull();
  });
});

describe("whyNoPowerLaw", () => {
  test("half a decade of ranks with a slope that is told from zero", () => {
    expect(whyNoPowerLaw(shape, [-1, -0.6])).toBeNull();
    expect(whyNoPowerLaw({ ...shape, r2: 158 }, [-1, -0.6])).toBe(
      "less than half a decade lies between rank 50 and rank 160",
    );
    expect(whyNoPowerLaw(shape, [-1, 0.1])).toBe("the interval of its slope, -1 to 0.1, holds 0");
    expect(whyNoPowerLaw(shape, null)).toBe("no interval was drawn for its slope");
  });
});

describe("whyNoDecay", () => {
  test("a rate above zero that is told from it", () => {
    expect(whyNoDecay(shape, [0.5, 1.5])).toBeNull();
    expect(whyNoDecay({ ...shape, delta: 0 }, [0.5, 1.5])).toBe(
      "the curve does not fall faster towards its end",
    );
    expect(whyNoDecay(shape, [-0.2, 1.5])).toBe("the interval of its rate, -0.2 to 1.5, holds 0");
  });
});
