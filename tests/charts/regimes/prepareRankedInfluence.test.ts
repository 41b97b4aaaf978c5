import { expect, test } from "vitest";
import { describeRegimes } from "~/charts/regimes/describeRegimes";
import { prepareRankedInfluence, rankedInfluenceDefaults } from "~/charts/regimes/prepareRankedInfluence";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { smoothLaws, sampleThreeRegimes } from "~tests/helpers/rankCurves";
import { seededRandom } from "~/core/stats/random";

const values = sampleThreeRegimes({ n: 1024, r1: 50, kappa: 0.8 }, 7).map((value) => value * 1e-3);
const planted = fitCalibratedRegimes(values, { seed: 1, intervalDraws: 60, noiseFloorRank: 700 });
const noise = smoothLaws["half-normal"]!(512, seededRandom(2)).map((value) => value * 1e-4);
const smooth = fitCalibratedRegimes(noise, { seed: 1, intervalDraws: 60 });
const data = {
  step: 750,
  rare: { values, regimes: planted, noiseFloorRank: 700 },
  common: { values: noise, regimes: smooth, noiseFloorRank: null },
};
const prepare = (options: Partial<typeof rankedInfluenceDefaults> = {}) =>
  prepareRankedInfluence(data, { ...rankedInfluenceDefaults, ...options });

test("ranks begin at 1 and values descend, in thousandths of a nat", () => {
  const rare = prepare().curves.find(({ key }) => key === "rare")!;
  expect(rare.x[0]).toBe(1);
  expect(rare.y[0]).toBeCloseTo(Math.max(...values) * 1000, 12);
  for (let i = 1; i < rare.y.length; i++) expect(rare.y[i]!).toBeLessThanOrEqual(rare.y[i - 1]!);
});

test("ranks past the noise floor are drawn faint, and the two parts meet", () => {
  const { curves } = prepare();
  const [above, below] = [
    curves.find(({ key }) => key === "rare")!,
    curves.find(({ key }) => key === "rare below noise")!,
  ];
  expect(above.x.length).toBe(700);
  expect(below).toMatchObject({ faint: true, partOf: "rare" });
  expect(below.x[0]).toBe(700);
  expect(below.x[below.x.length - 1]).toBe(1024);
});

test("without a noise floor nothing is faint but the fit", () => {
  const common = prepare({ bands: ["common"] }).curves.filter(({ faint }) => faint);
  expect(common.map(({ key }) => key)).toEqual(["common fit"]);
});

test("the fitted curve runs close to the values it was fitted to", () => {
  const { curves } = prepare();
  const rare = curves.find(({ key }) => key === "rare")!;
  const fit = curves.find(({ key }) => key === "rare fit")!;
  for (let i = 0; i < fit.x.length; i++) {
    const rank = Math.round(fit.x[i]!);
    if (rank < 5 || rank > 600) continue;
    expect(Math.abs(Math.log(fit.y[i]! / rare.y[rank - 1]!))).toBeLessThan(0.3);
  }
});

test("a knot is marked with its interval where its regime is there, and not where it is not", () => {
  expect(planted.measurable && planted.plateau.present).toBe(true);
  const { marks } = prepare({ bands: ["rare"] });
  expect(marks[0]?.xInterval).toBeDefined();
  expect(marks[0]?.label).toMatch(/^\d+ neurons$/);
  expect(smooth.measurable && smooth.plateau.present).toBe(false);
  expect(prepare({ bands: ["common"] }).marks.some(({ label }) => label !== null)).toBe(false);
});

test("regimes are tinted only where one band is shown, and an absent one is not", () => {
  expect(prepare().regions).toEqual([]);
  expect(prepare({ bands: ["rare"] }).regions[0]).toMatchObject({ color: "plateau", label: "plateau" });
  expect(prepare({ bands: ["common"] }).regions.some(({ color }) => color === "plateau")).toBe(false);
});

test("the paper's cuts stand at ln r = 3.5 and 5.5 when asked for", () => {
  const cuts = prepare({ paperCuts: true }).rules.filter(({ label }) => label?.startsWith("ln r"));
  expect(cuts.map(({ at }) => Math.round(at * 10) / 10)).toEqual([33.1, 244.7]);
  expect(prepare().rules.some(({ label }) => label?.startsWith("ln r"))).toBe(false);
});

test("the smooth rival is drawn when asked for", () => {
  expect(prepare({ rivals: true }).curves.map(({ key }) => key)).toContain("rare rival");
});

test("zero and negative influences are left out and counted", () => {
  const curve = { values: [3, 0, -1, 2], regimes: null, noiseFloorRank: null };
  const spec = prepareRankedInfluence({ step: 0, rare: curve, common: null }, rankedInfluenceDefaults);
  expect(Array.from(spec.curves[0]!.y)).toEqual([3000, 2000]);
  expect(spec.notes).toContain("2 influences of zero or below left out");
});

test("a step without influences says so", () => {
  const spec = prepareRankedInfluence({ step: 4, rare: null, common: null }, rankedInfluenceDefaults);
  expect(spec.curves).toEqual([]);
  expect(spec.summary).toBe("Nothing measured at step 4.");
});

test("the summary says what is there with its interval, and what is absent with its reason", () => {
  expect(prepare().summary).toMatch(
    /^At step 750: Rare has a plateau of \d+ neurons \[\d+, \d+\] \(p = \.002\)/,
  );
  expect(prepare().summary).toContain("Common has no plateau: ");
  expect(describeRegimes("rare", null)).toBe("Rare: not measured.");
});

test("targets below the elbow have a curve of their own, by a name a reader knows", () => {
  const spec = prepareRankedInfluence(
    { ...data, sub_elbow: data.rare },
    { ...rankedInfluenceDefaults, bands: ["sub_elbow"] },
  );
  expect(spec.curves[0]).toMatchObject({ key: "sub_elbow", label: "below the elbow", color: "decay" });
  expect(spec.curves.find(({ faint }) => faint)?.label).toMatch(/^below the elbow, /);
  expect(spec.summary).toContain("Below the elbow has a plateau of ");
});
