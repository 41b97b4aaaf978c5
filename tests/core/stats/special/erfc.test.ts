import { describe, expect, test } from "vitest";
import { erfc, erfcx } from "~/core/stats/special/erfc";

// 18 digits from mpmath at 40 digits.
const known = [
  [-3, 1.99997790950300141, 16205.9888539995866],
  [-0.3, 1.32862675945912742, 1.45374923284276555],
  [0.1, 0.887537083981715102, 0.896456979969126637],
  [0.7, 0.322198806162581558, 0.525930337349440958],
  [0.999, 0.157714729793503058, 0.427856942621416833],
  [1, 0.157299207050285131, 0.427583576155807004],
  [2.7, 0.000134332739940524192, 0.196874127331955766],
  [6.2, 1.81667561723812702e-18, 0.0898581083197459226],
  [6.3, 5.12422168739571555e-19, 0.0884658993528521978],
  [10, 2.08848758376254476e-45, 0.0561409927438225859],
  [26, 5.66319240885614285e-296, 0.0216835848505629066],
] as const;

describe("erfc", () => {
  test.each(known)("at %f has the value mpmath gives, relative to 1e-13", (x, value, scaled) => {
    expect(Math.abs(erfc(x) / value - 1)).toBeLessThan(1e-13);
    expect(Math.abs(erfcx(x) / scaled - 1)).toBeLessThan(1e-13);
  });

  test("mirrors around 0 and underflows to 0", () => {
    expect(erfc(0)).toBe(1);
    expect(erfc(-1.5) + erfc(1.5)).toBeCloseTo(2, 15);
    expect(erfc(30)).toBe(0);
    expect(erfcx(1e6)).toBeCloseTo(1 / (Math.sqrt(Math.PI) * 1e6), 18);
  });
});
