import { expect, test } from "vitest";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { seededRandom } from "~/core/stats/random";
import { differenceMeasures, presentSteps, sideWords } from "~/features/influence/differenceMeasures";
import { sampleThreeRegimes, smoothLaws } from "~tests/helpers/rankCurves";

const planted = fitCalibratedRegimes(sampleThreeRegimes({ n: 1024, r1: 50, kappa: 0.8 }, 7), {
  ...{ seed: 1, intervalDraws: 60 },
});
const smooth = fitCalibratedRegimes(smoothLaws["half-normal"]!(512, seededRandom(2)), {
  ...{ seed: 1, intervalDraws: 60 },
});
const short = fitCalibratedRegimes(Float64Array.of(3, 2, 1), { seed: 1 });
const [plateauSize, exponent, decay] = differenceMeasures;

test("a regime is there where one of the two curves has it", () => {
  const regimes = {
    rare: [planted, smooth, smooth, short, null],
    common: [smooth, planted, smooth, null, null],
  };
  expect(presentSteps(plateauSize, regimes)).toEqual([true, true, false, false, false]);
});

test("a side says its number with the interval, or why there is none", () => {
  expect(sideWords(plateauSize, planted)).toMatch(/^\d+ \[\d+, \d+\]$/);
  expect(sideWords(exponent, planted)).toMatch(/^0\.\d+ \[0\.\d+, [01]\.\d+\]$/);
  expect(sideWords(plateauSize, smooth)).toMatch(/^absent: /);
  expect(sideWords(decay, short)).toMatch(/^no fit: .*3/);
  expect(sideWords(decay, null)).toBe("not measured");
});
