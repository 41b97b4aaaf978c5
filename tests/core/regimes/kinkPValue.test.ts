import { expect, test } from "vitest";
import { kinkPValues } from "~/core/regimes/kinkPValue";
import { fitRankCurve, rankDesign } from "~/core/regimes/rankCurve";
import { rankedLogValues } from "~/core/regimes/rankedList";
import { seededRandom } from "~/core/stats/random";
import { studentT3 } from "~tests/bench/calibration/noise";
import { sampleThreeRegimes, smoothLaws } from "~tests/helpers/rankCurves";

function ratesOf(values: Float64Array, { draws = 99, seed = 1 } = {}) {
  const logValues = rankedLogValues(values);
  const design = rankDesign(logValues.length);
  return kinkPValues(fitRankCurve(logValues, design), logValues, {
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

test("lists of a heavy tail are rated among lists of a heavy tail where no smooth rival describes them better", () => {
  const names = [1, 2, 3, 4, 5, 6].map(
    (seed) => ratesOf(studentT3(seededRandom(seed), 512).map(Math.abs), { draws: 1 }).steadyNull,
  );
  expect(names.filter((name) => name.startsWith("student")).length).toBeGreaterThan(1);
});
