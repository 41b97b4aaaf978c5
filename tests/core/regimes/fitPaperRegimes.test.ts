import { describe, expect, test } from "vitest";
import { fitPaperRegimes } from "~/core/regimes/fitPaperRegimes";
import { PaperRegimes } from "~/core/regimes/regimeFit";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { sampleThreeRegimes } from "~tests/helpers/rankCurves";

function fit(values: Float64Array) {
  const regimes = fitPaperRegimes(values);
  if (!regimes.measurable) throw new Error(regimes.reason);
  return regimes;
}

const ranked = (n: number, v: (rank: number) => number) =>
  Float64Array.from({ length: n }, (_, i) => v(i + 1));

describe("fitPaperRegimes", () => {
  test("cuts after ranks 33 and 244: the published shares of 1.7, 10.9 and 87.4 % of 1,930 neurons", () => {
    const { cuts, shares } = fit(normalsFrom(seededRandom(1), 1930).map(Math.abs));
    expect(cuts).toEqual({ plateau: 33, powerLaw: 244 });
    expect(shares.plateau).toBeCloseTo(0.017, 3);
    expect(shares.powerLaw).toBeCloseTo(0.109, 3);
    expect(shares.decay).toBeCloseTo(0.874, 3);
  });

  test("both slopes are those of a power law", () => {
    const { zipf, zipfWindow } = fit(ranked(400, (r) => 2 * r ** -0.6));
    for (const line of [zipf, zipfWindow!]) {
      expect(line.slope).toBeCloseTo(-0.6, 10);
      expect(line.intercept).toBeCloseTo(Math.log(2), 10);
    }
  });

  test("has no window slope where the list ends inside the window", () => {
    expect(fit(ranked(80, (r) => 1 / r)).zipfWindow).toBeNull();
  });

  test("finds the boundaries of a curve that is its own model", () => {
    const n = 600;
    const remaining = (r: number) => Math.log(Math.log(n) - Math.log(Math.min(r, n - 0.5)));
    const [x1, x2] = [Math.log(40), Math.log(300)];
    const value = (r: number) => {
      const x = Math.log(r);
      if (r < 40) return -1 - 0.05 * x;
      if (r < 300) return -1 - 0.05 * x1 - 0.9 * (x - x1);
      return -1 - 0.05 * x1 - 0.9 * (x2 - x1) + 0.3 * (remaining(r) - remaining(300));
    };
    const { huber } = fit(ranked(n, (r) => Math.exp(value(r))));
    expect(Math.abs(huber.r1 - 40)).toBeLessThanOrEqual(2);
    expect(Math.abs(huber.r2 - 300)).toBeLessThanOrEqual(10);
    expect(huber.plateau.slope).toBeCloseTo(-0.05, 1);
    expect(huber.powerLaw.slope).toBeCloseTo(-0.9, 1);
    expect(huber.decay.slope).toBeCloseTo(0.3, 1);
  });

  // Objective of the authors' published code under scipy's differential evolution, seed 42, on the same values: 16.0094.
  test("reaches at least the objective that the authors' optimiser reaches", () => {
    const { huber } = fit(sampleThreeRegimes({ n: 400, r1: 50, kappa: 0.6 }, 9));
    expect(huber.loss).toBeLessThanOrEqual(16.0094);
    expect(huber.decay.slope).toBeCloseTo(0.8548, 3);
  });

  test("shares are parts of one list", () => {
    const { shares, huber } = fit(sampleThreeRegimes({ n: 700, r1: 30, kappa: 0.8 }, 3));
    for (const { plateau, powerLaw, decay } of [shares, huber.shares]) {
      expect(plateau + powerLaw + decay).toBeCloseTo(1, 12);
    }
  });

  test("scaling moves intercepts and nothing else", () => {
    const values = sampleThreeRegimes({ n: 500, r1: 40, kappa: 0.6 }, 2);
    const one = fit(values).huber;
    const scaled = fit(values.map((value) => value * Math.E)).huber;
    expect([scaled.r1, scaled.r2]).toEqual([one.r1, one.r2]);
    expect(scaled.powerLaw.slope).toBeCloseTo(one.powerLaw.slope, 9);
    expect(scaled.powerLaw.intercept).toBeCloseTo(one.powerLaw.intercept + 1, 9);
  });

  test("survives JSON, and a list too short says so", () => {
    const regimes = fitPaperRegimes(sampleThreeRegimes({ n: 200, r1: 20, kappa: 1 }, 4));
    expect(PaperRegimes.parse(JSON.parse(JSON.stringify(regimes)))).toEqual(regimes);
    expect(fitPaperRegimes(Float64Array.of(1, 0, -2))).toMatchObject({ measurable: false, n: 1, leftOut: 2 });
  });
});
