import { describe, expect, test } from "vitest";
import { fitRankCurve } from "~/core/regimes/rankCurve";
import { rankDesign } from "~/core/regimes/rankDesign";
import { type ModelCurve, modelCurve, smoothModelNames } from "~/core/regimes/rankModels";

const n = 600;
/** ln v of a model's own curve, at every rank. */
const curveOf = (name: ModelCurve["name"], coefficients: number[]) =>
  Float64Array.from({ length: n }, (_, i) => modelCurve({ name, coefficients, knots: [] }, n)(i + 1));

describe("smooth models", () => {
  test.each([
    ["dgbd", [-1, -0.5, 0.8]],
    ["lognormal", [-3, 1.2]],
    ["weibull", [0.5, 0.7]],
    ["powhalfnormal", [-2, 0.9]],
  ] as const)("%s recovers the coefficients of its own curve", (name, coefficients) => {
    const { bestSmooth } = fitRankCurve(curveOf(name, [...coefficients]), rankDesign(n));
    expect(bestSmooth.name).toBe(name);
    coefficients.forEach((coefficient, k) =>
      expect(Math.abs(bestSmooth.coefficients[k]! - coefficient)).toBeLessThan(0.1),
    );
  });

  test.each(smoothModelNames)("%s falls with rank", (name) => {
    const coefficients = name === "dgbd" ? [0, -0.5, 1] : [0, 1];
    const curve = curveOf(name, coefficients);
    for (let i = 1; i < n; i++) expect(curve[i]!).toBeLessThan(curve[i - 1]!);
  });
});

describe("heavy models", () => {
  test.each([
    // scipy.stats.t.ppf(1 - p / 2, df)
    ["student2", 0.5, 0.816496580927726],
    ["student2", 0.05, 4.302652729749462],
    ["student2", 0.001, 31.599054576443],
    ["student4", 0.5, 0.740697084112682],
    ["student4", 0.05, 2.776445105197793],
    ["student4", 0.001, 8.610301581379],
  ] as const)("%s at p = %f is Student's quantile", (name, p, quantile) => {
    const law = modelCurve({ name, coefficients: [0, 1], knots: [] }, n);
    expect(Math.exp(law(p * (n + 1))) / quantile).toBeCloseTo(1, 10);
  });
});

describe("hinge models", () => {
  test("change their slope at the knot and nowhere else", () => {
    const curve = modelCurve({ name: "hinge1", coefficients: [1, -0.1, 0, -0.5], knots: [10] }, n);
    expect(curve(1)).toBe(1);
    expect(curve(10)).toBeCloseTo(1 - 0.1 * Math.log(10), 12);
    expect(curve(100)).toBeCloseTo(1 - 0.1 * Math.log(100) - 0.5 * Math.log(10), 12);
  });
});
