import { describe, expect, test } from "vitest";
import { lognormalTail } from "~/core/spectra/tails/lognormalTail";
import { exponentialTail, powerLawTail, type TailLaw, tailSample } from "~/core/spectra/tails/tailSample";
import { logNormalizer, truncatedPowerLawTail } from "~/core/spectra/tails/truncatedPowerLawTail";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { paretoSample } from "~tests/helpers/spectra";

const lognormal = (mu: number, sigma: number, n: number) =>
  normalsFrom(seededRandom(12), n)
    .map((z) => Math.exp(mu + sigma * z))
    .filter((x) => x >= 1)
    .sort();

/** ∫₁^∞ p(y) dy over t = ln y. */
function massOf(law: TailLaw): number {
  const h = 1e-3;
  let sum = 0;
  for (let t = h / 2; t < 40; t += h) sum += Math.exp(law.logDensity(t, Math.exp(t)) + t) * h;
  return sum;
}

describe("every law of a tail", () => {
  const samples = [lognormal(0.5, 0.8, 800), paretoSample(3, 2.5, 500), lognormal(-4, 1.5, 40_000)];

  test.each(samples.map((sample) => [sample.length, sample] as const))(
    "is a density: tail of %i",
    (_, sample) => {
      const tail = tailSample(sample);
      for (const law of [
        powerLawTail(tail),
        exponentialTail(tail),
        lognormalTail(tail),
        truncatedPowerLawTail(tail),
      ]) {
        expect(massOf(law)).toBeCloseTo(1, 4);
      }
    },
  );

  test.each(samples.map((sample) => [sample.length, sample] as const))(
    "the laws that contain the power law are at least as likely: tail of %i",
    (_, sample) => {
      const tail = tailSample(sample);
      const logLikelihood = (law: TailLaw) =>
        tail.t.reduce((sum, t, i) => sum + law.logDensity(t, tail.y[i]!), 0);
      const plain = logLikelihood(powerLawTail(tail));
      expect(logLikelihood(lognormalTail(tail))).toBeGreaterThanOrEqual(plain - 1e-9);
      expect(logLikelihood(truncatedPowerLawTail(tail))).toBeGreaterThanOrEqual(plain - 1e-9);
    },
  );

  test("refuses a tail that is empty or begins at zero", () => {
    expect(() => tailSample(new Float64Array(0))).toThrow("positive xmin");
    expect(() => tailSample(Float64Array.of(0, 1))).toThrow("positive xmin");
  });
});

describe("lognormalTail", () => {
  test("recovers μ and σ from a tail cut at 1", () => {
    const fit = lognormalTail(tailSample(lognormal(0.4, 0.7, 20_000)));
    expect(fit.mu).toBeCloseTo(0.4, 1);
    expect(fit.sigma).toBeCloseTo(0.7, 1);
  });

  test("meets the two moment equations that define the maximum", () => {
    const tail = tailSample(lognormal(-1, 1, 5_000));
    const law = lognormalTail(tail);
    const h = 1e-4;
    let first = 0;
    let second = 0;
    for (let t = h / 2; t < 30; t += h) {
      const mass = Math.exp(law.logDensity(t, Math.exp(t)) + t) * h;
      first += mass * t;
      second += mass * t * t;
    }
    expect(first / tail.meanT).toBeCloseTo(1, 6);
    expect(second / tail.meanTSquared).toBeCloseTo(1, 6);
  });

  test("is the power law itself where the tail is heavier than any lognormal", () => {
    const heavy = Float64Array.from({ length: 300 }, seededRandom(1))
      .map((u) => Math.exp(u ** -0.8))
      .sort();
    const tail = tailSample(heavy.subarray(0, 290));
    const fit = lognormalTail(tail);
    expect(fit).toMatchObject({ mu: null, sigma: null });
    expect(fit.logDensity(1, Math.E)).toBe(powerLawTail(tail).logDensity(1, Math.E));
  });
});

describe("truncatedPowerLawTail", () => {
  // ln( Λ^(α−1) Γ(1−α, Λ) ) from mpmath.
  test.each([
    [2.5, 1e-3, -0.4083586904917123],
    [3, 0.5, -1.506861629920366],
    [1.2, 1e-4, 1.405492669418345],
    [0.5, 0.01, 2.75564506218135],
    [-3, 0.2, 8.22945427710823],
    [-54.8, 53.742, -55.31681437603728],
    [6, 2, -3.987927390436802],
  ])("normalises at α = %f, Λ = %f to 1e-9", (alpha, lambda, value) => {
    expect(Math.abs(logNormalizer(alpha, lambda) - value)).toBeLessThan(1e-9);
  });

  test("recovers a planted cut-off and leaves a power law alone", () => {
    const random = seededRandom(9);
    // Rejection: a Pareto value survives with probability e^{−Λ(y−1)}.
    const cut = paretoSample(2, 2, 20_000).filter((y) => random() < Math.exp(-0.2 * (y - 1)));
    const fit = truncatedPowerLawTail(tailSample(cut));
    expect(Math.abs(fit.alpha - 2)).toBeLessThan(0.15);
    expect(Math.abs(fit.lambda - 0.2)).toBeLessThan(0.05);
    expect(truncatedPowerLawTail(tailSample(paretoSample(4, 2.5, 2_000))).lambda).toBeLessThan(0.01);
  });
});
