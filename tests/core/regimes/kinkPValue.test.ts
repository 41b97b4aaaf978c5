import { expect, test } from "vitest";
import { drawRankedList } from "~/core/regimes/drawRankedList";
import { kinkStatistics } from "~/core/regimes/findKink";
import { kinkPValues } from "~/core/regimes/kinkPValue";
import { plausibleNulls } from "~/core/regimes/plausibleNulls";
import { rankDesign } from "~/core/regimes/rankDesign";
import { modelCurve } from "~/core/regimes/rankModels";
import { rankedLogValues } from "~/core/regimes/rankedList";
import { deriveSeed, seededRandom } from "~/core/stats/random";
import { studentT3 } from "~tests/bench/calibration/noise";
import { sampleThreeRegimes, smoothLaws } from "~tests/helpers/rankCurves";

function ratesOf(values: Float64Array, { draws = 99, seed = 1 } = {}) {
  const logValues = rankedLogValues(values);
  const design = rankDesign(logValues.length);
  return kinkPValues(logValues, {
    ...{ design, draws, seed },
  });
}

test("a planted plateau is beyond every draw: p = 1 / (1 + draws), and never 0", () => {
  const values = sampleThreeRegimes({ n: 1024, r1: 60, kappa: 0.8 }, 2);
  expect(ratesOf(values)).toMatchObject({ p: 0.01, steadyP: 0.01 });
  expect(ratesOf(values, { draws: 19 })).toMatchObject({ p: 0.05, steadyP: 0.05 });
});

test("five draws at least as large decide p = 5 / draws, and few are needed where there is no kink", () => {
  const fits = Array.from({ length: 30 }, (_, seed) =>
    ratesOf(smoothLaws.exponential!(256, seededRandom(seed)), { draws: 999, seed }),
  );
  for (const { p, steadyP, draws } of fits) {
    expect(draws).toBeGreaterThanOrEqual(5 / Math.max(p, steadyP));
    expect(draws).toBeLessThanOrEqual(999);
  }
  expect(fits.filter(({ draws }) => draws < 100).length).toBeGreaterThan(10);
});

test("an exponential law's p lies anywhere, and is the same for the same seed", () => {
  const rates = Array.from(
    { length: 20 },
    (_, seed) => ratesOf(smoothLaws.exponential!(256, seededRandom(seed)), { draws: 39 }).p,
  );
  expect(Math.max(...rates)).toBeGreaterThan(0.8);
  expect(Math.min(...rates)).toBeLessThan(0.4);
  expect(new Set(rates).size).toBeGreaterThan(6);
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
  const { nulls, draws, ...rates } = ratesOf(values, { draws: 39, seed: 9 });
  expect(draws).toBeLessThanOrEqual(39);
  expect(nulls.length).toBeGreaterThan(1);
  const logValues = rankedLogValues(values);
  const design = rankDesign(logValues.length);
  const found = kinkStatistics(logValues, design);
  const own = plausibleNulls(logValues, design).map((curve) => {
    const law = modelCurve(curve, 256);
    const random = seededRandom(deriveSeed(9, curve.name));
    const drawn = new Float64Array(256);
    const lists = Array.from({ length: 39 }, () => {
      drawRankedList(law, drawn, random);
      return kinkStatistics(drawn, design);
    });
    const rate = (hits: boolean[]) => {
      const fifth = hits.findIndex((_, draw) => hits.slice(0, draw + 1).filter(Boolean).length === 5);
      return fifth < 0 ? (1 + hits.filter(Boolean).length) / 40 : 5 / (fifth + 1);
    };
    return [
      rate(lists.map(({ T }) => T >= found.T)),
      rate(lists.map(({ steadyT }) => steadyT >= found.steadyT)),
    ] as const;
  });
  expect(rates).toEqual({
    p: Math.max(...own.map(([p]) => p)),
    steadyP: Math.max(...own.map(([, steadyP]) => steadyP)),
  });
});
