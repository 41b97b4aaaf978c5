import { describe, expect, test } from "vitest";
import { hingeShape } from "~/core/regimes/hingeShape";
import type { FittedModel } from "~/core/regimes/rankModels";
import { modelCurve } from "~/core/regimes/rankModels";

const shapeOf = (name: FittedModel["name"], coefficients: number[], knots: number[], n = 100) => {
  const model = { name, coefficients, knots, rss: 0, score: 0 };
  const curve = modelCurve(model, n);
  return hingeShape(
    model,
    Float64Array.from({ length: n }, (_, i) => curve(i + 1)),
  );
};

describe("hingeShape", () => {
  test("reads slopes before and behind the knot", () => {
    const { r1, b1, b2, delta } = shapeOf("hinge1", [0, -0.1, 1, -0.5], [20]);
    expect([r1, b1, delta]).toEqual([20, -0.1, 1]);
    expect(b2).toBeCloseTo(-0.6, 12);
  });

  test("ends the power law where the generic decay overtakes it: n κ / (κ + δ)", () => {
    expect(shapeOf("hinge1", [0, -0.1, 1, -0.5], [20]).r2).toBeCloseTo((100 * 0.6) / 1.6, 9);
  });

  test("ends the power law at the second knot if the slope is half as steep again behind it", () => {
    expect(shapeOf("hinge2", [0, -0.1, 0, -0.5, -0.4], [10, 50]).r2).toBe(50);
    expect(shapeOf("hinge2", [0, -0.1, 0, -0.5, -0.2], [10, 50]).r2).toBeCloseTo(100, 5);
  });

  test("the excess of a flat top is what its power law would have more, by hand", () => {
    // v = 1 at ranks 1 … 3, power law r^-1 scaled to reach 1 at rank 3: it would be 3, 1.5 at ranks 1 and 2.
    const { excess, logExcess } = shapeOf("hinge1", [0, 0, 0, -1], [3], 40);
    expect(excess).toBeCloseTo((1 - 3 + (1 - 1.5)) / 2, 9);
    expect(logExcess).toBeCloseTo((Math.log(3) + Math.log(1.5)) / 2, 9);
  });

  test("a straight power law has no excess", () => {
    const { excess, logExcess } = shapeOf("hinge1", [0.3, -0.7, 1, 0], [25]);
    expect(excess).toBeCloseTo(0, 12);
    expect(logExcess).toBeCloseTo(0, 12);
  });
});
