import { expect, test } from "vitest";
import { kinkStatistics } from "~/core/regimes/findKink";
import { kinkPValues } from "~/core/regimes/kinkPValue";
import { plausibleNulls } from "~/core/regimes/plausibleNulls";
import { rankDesign } from "~/core/regimes/rankDesign";
import { modelCurve } from "~/core/regimes/rankModels";
import { rankedLogValues } from "~/core/regimes/rankedList";
import { seededRandom } from "~/core/stats/random";
import { studentT3 } from "~tests/bench/calibration/noise";
import { sampleThreeRegimes, smoothLaws } from "~tests/helpers/rankCurves";

function ratesOf(values: Float64Array, { draws = 99, seed = 1 } = {}) {
  const logValues = rankedLogValues(values);
  const design = rankDesign(logValues.length);
  return kinkPValues(logValues, {
    ...{ design, draws },
    random: seededRandom(seed),
  });
}

test("a planted plateau is beyond every draw: p = 1 / (1 + draws), and never 0", () => {
  const values = sampleThreeRegimes({ n: 1024, r1: 60, kappa: 0.8 }, 2);
  expect(ratesOf(values)).toMatchObject({ p: 0.01, steadyP: 0.01 });
  expect(ratesOf(values, { draws: 19 })).toMatchObject({ p: 0.05, steadyP: 0.05 });
});

test("an exponential law's p lies anywhere, and is the same for the same seed", () => {
  const rates = [1, 2, 3, 4, 5, 6].map(
    (seed) => ratesOf(smoothLaws.exponential!(256, seededRandom(seed)), { draws: 39 }).p,
  );
  expect(Math.max(...rates)).toBeGreaterThan(0.2);
  expect(new Set(rates).size).toBeGreaterThan(2);
  const values = smoothLaws.exponential!(256, seededRandom(1));
  expect(ratesOf(values, { draws: 39 })).toEqual(ratesOf(values, { draws: 39 }));
});

test("lists of a heavy tail are rated among lists of a heavy tail", () => {
  const nulls = [1, 2, 3, 4, 5, 6].map(
    (seed) => ratesOf(studentT3(seededRandom(seed), 512).map(Math.abs), { draws: 1 }).nulls,
  );
  expect(nulls.filter((names) => names.some((name) => name.startsWith("student"))).length).toBeGreaterThan(3);
});

test("where several laws may be a list's, its p is the largest of theirs, and their own draws decide it", () => {
  const values = smoothLaws.exponential!(256, seededRandom(8));
  const { nulls, ...rates } = ratesOf(values, { draws: 39, seed: 9 });
  expect(nulls.length).toBeGreaterThan(1);
  const random = seededRandom(9);
  const logValues = rankedLogValues(values);
  const design = rankDesign(logValues.length);
  const found = kinkStatistics(logValues, design);
  const own = plausibleNulls(logValues, design).map((curve) => {
    const law = modelCurve(curve, 256);
    const drawn = Array.from({ length: 39 }, () =>
      kinkStatistics(
        Float64Array.from({ length: 256 }, () => law(257 * random()))
          .sort()
          .reverse(),
        design,
      ),
    );
    return [
      (1 + drawn.filter(({ T }) => T >= found.T).length) / 40,
      (1 + drawn.filter(({ steadyT }) => steadyT >= found.steadyT).length) / 40,
    ] as const;
  });
  expect(rates).toEqual({
    p: Math.max(...own.map(([p]) => p)),
    steadyP: Math.max(...own.map(([, steadyP]) => steadyP)),
  });
});
