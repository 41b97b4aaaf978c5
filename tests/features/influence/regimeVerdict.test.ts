import { expect, test } from "vitest";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { fitPaperRegimes } from "~/core/regimes/fitPaperRegimes";
import { seededRandom } from "~/core/stats/random";
import { paperVerdict, regimeVerdict } from "~/features/influence/regimeVerdict";
import { sampleThreeRegimes, smoothLaws } from "~tests/helpers/rankCurves";

const planted = sampleThreeRegimes({ n: 1024, r1: 50, kappa: 0.8 }, 7);
const lines = (values: Float64Array) => {
  const fit = fitCalibratedRegimes(values, { seed: 1, intervalDraws: 60 });
  return Object.fromEntries(regimeVerdict(fit).map(({ name, value, remark }) => [name, { value, remark }]));
};

test("a plateau is told by its size with interval, its share and its excess", () => {
  const { Plateau } = lines(planted);
  expect(Plateau?.value).toMatch(/^\d+ neurons \[\d+, \d+\]$/);
  expect(Plateau?.remark).toMatch(/of the layer; log excess .*; excess .* 10⁻³ nats$/);
});

test("an absent plateau comes with its reason", () => {
  const { Plateau } = lines(smoothLaws["half-normal"]!(1024, seededRandom(2)));
  expect(Plateau?.value).toBe("absent");
  expect(Plateau?.remark).toMatch(/\w/);
});

test("a kink comes with both p-values and the laws that it was held against", () => {
  const values = smoothLaws.exponential!(256, seededRandom(8));
  const fit = fitCalibratedRegimes(values, { seed: 1, intervalDraws: 0 });
  if (!fit.measurable) throw new Error(fit.reason);
  expect(fit.nulls.length).toBeGreaterThan(1);
  expect(lines(values).Kink?.remark).toMatch(
    new RegExp(
      `^p .* under a smooth curve’s weights; .*, up to ${fit.draws.null} bootstrap draws each of ${fit.nulls.join(", ")}$`,
    ),
  );
  expect(lines(planted).Kink?.remark).toMatch(/, 499 bootstrap draws of \w+$/);
});

test("neurons left out are counted", () => {
  const { "Noise floor": floor } = lines(Float64Array.of(...planted, 0, 0));
  expect(floor).toEqual({
    value: "–",
    remark: "1\u202f024 of 1\u202f026 neurons ranked, 2 at zero or below left out",
  });
});

test("too few neurons are no fit, with the reason", () => {
  expect(lines(planted.subarray(0, 8)).Fit?.value).toBe("none");
  expect(regimeVerdict(null)[0]?.remark).toContain("not fitted");
});

test("the paper's cuts are told with the warning that they find regimes in noise", () => {
  const [cuts] = paperVerdict(fitPaperRegimes(planted));
  expect(cuts?.value.split(" / ")).toHaveLength(3);
  expect(cuts?.remark).toContain("in noise");
  expect(paperVerdict(null)).toEqual([]);
});
