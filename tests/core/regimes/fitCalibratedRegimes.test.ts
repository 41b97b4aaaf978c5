import { describe, expect, test } from "vitest";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { CalibratedRegimes, type MeasuredRegimes } from "~/core/regimes/regimeFit";
import { seededRandom } from "~/core/stats/random";
import { shuffle } from "~/core/stats/shuffle";
import { sampleThreeRegimes, smoothLaws } from "~tests/helpers/rankCurves";

type Options = Partial<Parameters<typeof fitCalibratedRegimes>[1]>;

function fit(values: Float64Array, options: Options = {}): MeasuredRegimes {
  const regimes = fitCalibratedRegimes(values, { seed: 1, ...options });
  if (!regimes.measurable) throw new Error(regimes.reason);
  return regimes;
}

const planted = sampleThreeRegimes({ n: 2048, r1: 50, kappa: 0.6 }, 5);

describe("fitCalibratedRegimes", () => {
  test("does not change when all influences are scaled, but for intercepts and the excess", () => {
    const one = fit(planted);
    const scaled = fit(planted.map((value) => 1000 * value));
    const shape = ({ plateau, models, ...rest }: MeasuredRegimes) => ({
      ...rest,
      size: plateau.size,
      slopes: models.map(({ coefficients }) => coefficients.slice(1)),
    });
    expectClose(shape(scaled), shape(one));
    expect(scaled.plateau.excess! / one.plateau.excess!).toBeCloseTo(1000, 6);
    expect(scaled.plateau.logExcess!.value).toBeCloseTo(one.plateau.logExcess!.value, 9);
  });

  test("does not change when the neurons are renumbered, but for the draws of the intervals", () => {
    const renumbered = fit(shuffle(planted.slice(), seededRandom(8)), { intervalDraws: 0 });
    expect(renumbered).toEqual(fit(planted, { intervalDraws: 0 }));
  });

  test("the same seed gives the same result, and survives JSON", () => {
    const first = fit(planted);
    expect(fit(planted)).toEqual(first);
    expect(CalibratedRegimes.parse(JSON.parse(JSON.stringify(first)))).toEqual(first);
  });

  test.each([1, 2, 3])(
    "recovers a planted plateau of 50 neurons and an exponent of .6 (sample %i)",
    (seed) => {
      const { plateau, powerLaw, decay, r1, b2 } = fit(
        sampleThreeRegimes({ n: 3072, r1: 50, kappa: 0.6 }, seed),
      );
      expect(plateau.present).toBe(true);
      expect(plateau.reason).toBeNull();
      expect(plateau.size).toBe(Math.round(r1.value));
      expect(r1.interval![0]).toBeLessThanOrEqual(50);
      expect(r1.interval![1]).toBeGreaterThanOrEqual(50);
      expect(plateau.shareOfLayer).toBe(plateau.size! / 3072);
      expect(plateau.excessInterval![1]).toBeLessThan(0);
      expect(plateau.logExcess!.interval![0]).toBeGreaterThan(0);
      // The planted slopes are −.05 and −.6: the mean of their difference times ln(r1/r), near .55.
      expect(Math.abs(plateau.logExcess!.value - 0.55)).toBeLessThan(0.15);
      expect(powerLaw.present).toBe(true);
      expect(Math.abs(powerLaw.exponent! - 0.6)).toBeLessThan(0.1);
      expect(powerLaw.interval).toEqual([-b2.interval![1], -b2.interval![0]]);
      expect(decay.present).toBe(true);
      expect(Math.abs(decay.delta! - 1)).toBeLessThan(0.15);
    },
  );

  test.each(Object.entries(smoothLaws))("hardly ever sees a plateau in %s values", (_, draw) => {
    const found = Array.from({ length: 40 }, (_unused, seed) => {
      const values = draw(512, seededRandom(1000 + seed));
      return fit(values, { seed, intervalDraws: 0 }).plateau.present;
    });
    // At p ≤ .01 the binomial chance of more than 2 of 40 is below 1 %.
    expect(found.filter(Boolean).length).toBeLessThanOrEqual(2);
  });

  test("p is spread evenly where there is no kink, and careful where several laws are plausible", () => {
    const fits = Array.from({ length: 90 }, (_, seed) =>
      fit(smoothLaws.lognormal!(512, seededRandom(seed)), { seed, intervalDraws: 0 }),
    );
    const meanOf = (chosen: typeof fits) => chosen.reduce((sum, { p }) => sum + p, 0) / chosen.length;
    const one = fits.filter(({ nulls }) => nulls.length === 1);
    expect(one.length).toBeGreaterThan(60);
    // sd of the mean of 60 uniforms: .037
    expect(Math.abs(meanOf(one) - 0.5)).toBeLessThan(0.11);
    expect(meanOf(fits)).toBeGreaterThan(meanOf(one));
  });

  test("a regime that is absent has a reason and no numbers", () => {
    const { plateau } = fit(smoothLaws.exponential!(512, seededRandom(2)));
    expect(plateau).toEqual({
      present: false,
      reason: expect.stringMatching(
        /^a curve without a kink explains the ranks as well \(p = (1|\.\d+), at most \.01 allowed\)$/,
      ) as string,
      size: null,
      shareOfList: null,
      shareOfLayer: null,
      excess: null,
      excessInterval: null,
      logExcess: null,
    });
  });

  test("a kink that only the leaders' own weights show is no plateau, and the reason says so", () => {
    const values = smoothLaws.lognormal!(512, seededRandom(1114));
    const { p, steadyP, plateau } = fit(values, { seed: 1, intervalDraws: 0 });
    expect(p).toBeLessThanOrEqual(0.01);
    expect(steadyP).toBeGreaterThan(0.1);
    expect(plateau.reason).toMatch(/^the kink rests on a few leading neurons/);
  });

  test("counts what cannot be ranked, and shares are of the list and of the layer", () => {
    const values = Float64Array.from([
      ...planted,
      ...new Float64Array(1000),
      ...planted.map((value) => -value),
    ]);
    const { n, leftOut, layerSize, plateau, T } = fit(values, { intervalDraws: 0 });
    expect([n, leftOut, layerSize]).toEqual([2048, 3048, 5096]);
    expect(T).toBe(fit(planted, { intervalDraws: 0 }).T);
    expect(plateau.shareOfList).toBe(plateau.size! / 2048);
    expect(plateau.shareOfLayer).toBe(plateau.size! / 5096);
  });

  test("without draws the intervals are null, and nothing is claimed that needs one", () => {
    const { r1, b2, powerLaw, draws } = fit(planted, { intervalDraws: 0 });
    expect([r1.interval, b2.interval]).toEqual([null, null]);
    expect(powerLaw.reason).toBe("no interval was drawn for its slope");
    expect(draws).toEqual({ null: 499, interval: 0, over: "neurons" });
  });

  test("draws over sequences start from what the resampler returns", () => {
    const noisy = fit(planted, {
      resampleSequences: (random) => [planted.map((value) => value * (0.5 + random()))],
    });
    expect(noisy.draws.over).toBe("neurons and sequences");
    expect(noisy.r1.value).toBe(fit(planted).r1.value);
    expect(noisy.r1.interval).not.toEqual(fit(planted).r1.interval);
  });

  test("equal influences have no plateau and no power law", () => {
    const { plateau, powerLaw } = fit(new Float64Array(100).fill(0.3));
    expect(plateau.present).toBe(false);
    expect(powerLaw.present).toBe(false);
  });

  test("a list too short to fit says so", () => {
    expect(fitCalibratedRegimes(planted.slice(0, 31), { seed: 1 })).toEqual({
      measurable: false,
      method: "calibrated:hinges@4",
      n: 31,
      leftOut: 0,
      layerSize: 31,
      reason: "only 31 neurons have a positive influence; 32 are needed to fit a ranked curve",
    });
    expect(fitCalibratedRegimes(new Float64Array(0), { seed: 1 }).measurable).toBe(false);
    expect(fit(planted.slice(0, 32)).n).toBe(32);
  });

  test("refuses influences that are not finite and too few draws", () => {
    expect(() => fit(Float64Array.of(1, NaN))).toThrow("the influence of neuron 1 is NaN");
    expect(() => fit(planted, { bootstrapDraws: 20 })).toThrow("at least 99 bootstrap draws, not 20");
  });
});

/** Deep equality up to rounding. */
function expectClose(actual: unknown, expected: unknown) {
  const rounded = (value: unknown) =>
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === "number" ? Number(part.toPrecision(6)) + 0 : part,
    );
  expect(rounded(actual)).toBe(rounded(expected));
}
