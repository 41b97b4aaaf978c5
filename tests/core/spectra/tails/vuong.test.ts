import { expect, test } from "vitest";
import { exponentialTail, powerLawTail, type TailLaw, tailSample } from "~/core/spectra/tails/tailSample";
import { vuong } from "~/core/spectra/tails/vuong";
import { seededRandom } from "~/core/stats/random";
import { expectClose } from "~tests/helpers/expectClose";

const lawOf = (logDensities: readonly number[]): TailLaw => {
  let at = 0;
  return { logDensity: () => logDensities[at++]! };
};

test("three values by hand: differences 1, 2 and 6, mean 3, variance 14/3", () => {
  const sample = tailSample(Float64Array.of(1, 2, 3));
  const { R, normalizedR, p } = vuong(sample, lawOf([1, 2, 6]), lawOf([0, 0, 0]));
  expect(R).toBe(9);
  expectClose(normalizedR, 9 / Math.sqrt(14), 1e-12);
  // 2 (1 − Φ(2.4053…)), scipy.stats.norm
  expectClose(p, 0.016156931, 1e-6);
});

test("of two laws that are the same nothing is told", () => {
  const sample = tailSample(Float64Array.of(1, 2, 5));
  const law = powerLawTail(sample);
  expect(vuong(sample, law, law)).toEqual({ R: 0, normalizedR: 0, p: 1 });
});

test("the sign says which law fits better, and turns with their order", () => {
  const random = seededRandom(3);
  const sample = tailSample(Float64Array.from({ length: 400 }, () => random() ** -1).sort());
  const [power, exponential] = [powerLawTail(sample), exponentialTail(sample)];
  const forward = vuong(sample, power, exponential);
  const backward = vuong(sample, exponential, power);
  expect(forward.R).toBeGreaterThan(0);
  expect(forward.p).toBeLessThan(0.01);
  expect(backward).toEqual({ R: -forward.R, normalizedR: -forward.normalizedR, p: forward.p });
});
