import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { hingeShape } from "~/core/regimes/hingeShape";
import { fitRankCurve, rankDesign } from "~/core/regimes/rankCurve";
import { rankedLogValues } from "~/core/regimes/rankedList";
import { normalsFrom, seededRandom } from "~/core/stats/random";

const referenceFile = new URL("../../../shared/reference/htsr/htsr_reference.json", import.meta.url);

const Smooth = z.object({ rss: z.number(), coef: z.array(z.number()), bic: z.number() });
const Hinge = z.object({
  rss: z.number(),
  bic: z.number(),
  delta: z.number(),
  slopes: z.array(z.number()),
  knots: z.array(z.number()),
});
const Reference = z.object({
  N: z.number(),
  m: z.number(),
  best_smooth: z.string(),
  K: z.number(),
  T: z.number(),
  r1: z.number(),
  r2: z.number(),
  b1: z.number(),
  b2: z.number(),
  delta: z.number(),
  models: z.object({
    dgbd: Smooth,
    lognormal: Smooth,
    weibull: Smooth,
    powhalfnormal: Smooth,
    hinge1: Hinge,
    hinge2: Hinge,
  }),
});

/** The reference's inputs, written again from their definitions in its keys. */
const curves: Record<string, () => Float64Array> = {
  rank_curve_E1: () =>
    Float64Array.from({ length: 512 }, (_, i) =>
      Math.exp(plateauThenPowerLaw(i + 1, 20, 0.7) + Math.log1p(-(i + 1) / 513)),
    ),
  rank_curve_E2: () =>
    Float64Array.from({ length: 512 }, (_, i) =>
      Math.exp(-0.6 * Math.log(i + 1) + Math.log1p(-(i + 1) / 513)),
    ),
  rank_curve_E3: () => normalsFrom(seededRandom(21), 1024).map(Math.abs),
  rank_curve_E4: () => {
    const random = seededRandom(23);
    return Float64Array.from({ length: 1024 }, () => {
      const rank = Math.max(random() * 1024, 0.3);
      return Math.exp(plateauThenPowerLaw(rank, 40, 0.6) + Math.log1p(-Math.min(rank / 1025, 1 - 1e-9)));
    });
  },
};

function plateauThenPowerLaw(rank: number, r1: number, exponent: number): number {
  const x = Math.log(rank);
  const knot = Math.log(r1);
  return -0.05 * Math.min(x, knot) - exponent * Math.max(x - knot, 0);
}

/** METHODS §8: rank fits to 1e-6. */
function expectNear(actual: number | undefined, expected: number) {
  expect(Math.abs((actual ?? NaN) - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1e-3, Math.abs(expected)));
}

describe.skipIf(!existsSync(referenceFile))(
  "ranked curves against the numpy reference (needs ../shared)",
  () => {
    const reference = existsSync(referenceFile)
      ? z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(referenceFile, "utf8")))
      : {};

    test.each(Object.keys(curves))("%s: every model, knot and score", (name) => {
      const key = Object.keys(reference).find((candidate) => candidate.startsWith(name));
      const expected = Reference.parse(reference[key ?? ""]);
      const logValues = rankedLogValues(curves[name]!());
      const design = rankDesign(logValues.length);
      const curve = fitRankCurve(logValues, design);
      const shape = hingeShape(curve.bestHinge, logValues);

      expect(logValues).toHaveLength(expected.N);
      expect(design.bins.rank).toHaveLength(expected.m);
      expect(curve.bestSmooth.name).toBe(expected.best_smooth);
      expect(curve.hinges).toBe(expected.K);
      expectNear(curve.T, expected.T);
      for (const quantity of ["r1", "r2", "b1", "b2", "delta"] as const) {
        expectNear(shape[quantity], expected[quantity]);
      }
      for (const model of curve.models) {
        const same = expected.models[model.name];
        expectNear(model.rss, same.rss);
        expectNear(model.score, same.bic);
        if ("coef" in same) {
          same.coef.forEach((coefficient, k) => expectNear(model.coefficients[k], coefficient));
        } else {
          const [, slope = NaN, delta, ...changes] = model.coefficients;
          const slopes = changes.reduce((all, change) => [...all, all.at(-1)! + change], [slope]);
          expectNear(delta, same.delta);
          same.slopes.forEach((value, k) => expectNear(slopes[k], value));
          same.knots.forEach((knot, k) => expectNear(model.knots[k], knot));
        }
      }
    });
  },
);
