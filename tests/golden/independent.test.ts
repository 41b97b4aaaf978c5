import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { coactivation, coactivationWithRest } from "~/core/groups/coordination/coactivation";
import { joinCount } from "~/core/groups/coordination/joinCount";
import { modularity } from "~/core/groups/coordination/modularity";
import { moranI } from "~/core/groups/coordination/moranI";
import { nearestNeighbours } from "~/core/groups/coordination/nearestNeighbours";
import { signedModularity } from "~/core/groups/coordination/signedModularity";
import { effectiveDimensions } from "~/core/groups/effectiveDimension";
import { standardizeRows } from "~/core/groups/standardizeRows";
import { overlapPValue } from "~/core/influence/overlapPValue";
import { gram } from "~/core/linalg/gram";
import { symmetricEigenvalues } from "~/core/linalg/symmetricEigenvalues";
import { fitAlphaWw } from "~/core/spectra/exponents/fitAlphaWw";
import { compareTailModels } from "~/core/spectra/tails/compareTailModels";
import { chiSquareQuantile } from "~/core/stats/chiSquare";
import { excessKurtosis } from "~/core/stats/excessKurtosis";
import { holm } from "~/core/stats/holm";
import { ksDistance, ksDistanceOfSamples } from "~/core/stats/ksDistance";
import { mutualInformation } from "~/core/stats/mutualInformation";
import { logNormalCdf, normalCdf } from "~/core/stats/normalCdf";
import { normalQuantile } from "~/core/stats/normalQuantile";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { digamma } from "~/core/stats/special/digamma";
import { expectClose } from "~tests/helpers/expectClose";
import { noiseMatrix, paretoSample } from "~tests/helpers/spectra";

/** Made by independent.py beside this file, which names its versions. METHODS §8 says the tolerances. */
const [closedForm, eigenvalueBased, optimized] = [1e-9, 1e-8, 1e-4];

const Ratio = z.object({ R: z.number(), p: z.number(), normalizedR: z.number() });
const Summary = z.object({
  mean: z.number(),
  median: z.number(),
  sharePositive: z.number(),
  shareStrong: z.number(),
});
const numbers = z.array(z.number());
const byArgument = z.record(z.string(), z.number());
const Tail = z.object({
  sum: z.number(),
  powerlaw: z.object({ alpha: z.number(), xmin: z.number(), D: z.number(), n: z.number() }),
  poweRlaw: z.object({ alpha: z.number(), xmin: z.number(), D: z.number(), wholeAlpha: z.number() }),
  exponential: Ratio,
  lognormal: Ratio.extend({ mu: z.number(), sigma: z.number() }),
  truncated: Ratio,
});
const golden = z
  .object({
    tails: z.record(z.string(), Tail),
    communities: z.array(
      z.object({
        partition: numbers,
        positive: z.number(),
        positiveWeight: z.number(),
        negative: z.number(),
        negativeWeight: z.number(),
      }),
    ),
    neighbourhoods: z.object({
      neighbours: z.array(numbers),
      moranI: z.number(),
      joinCount: z.number(),
    }),
    information: z.array(z.object({ seed: z.number(), r: z.number(), k: z.number(), mi: z.number() })),
    dimensions: z.object({
      eigenvalues: numbers,
      pca90: z.number(),
      pca95: z.number(),
      participationRatio: z.number(),
      expEntropy: z.number(),
    }),
    coactivation: z.object({ within: Summary, withRest: Summary }),
    distributions: z.object({
      ksNormal: z.number(),
      ksTwo: z.number(),
      normalCdf: byArgument,
      logNormalCdf: byArgument,
      normalQuantile: byArgument,
      chi2Quantile: z.array(z.tuple([z.number(), z.number(), z.number()])),
      digamma: byArgument,
      kurtosis: z.number(),
      hypergeometric: z.number(),
      holm: z.tuple([numbers, numbers]),
    }),
  })
  .parse(JSON.parse(readFileSync(new URL("independent.json", import.meta.url), "utf8")));

const normals = (seed: number, count: number) => normalsFrom(seededRandom(seed), count);

describe("tails, against powerlaw and poweRlaw", () => {
  const uniform = seededRandom(104);
  const samples: Record<string, Float64Array> = {
    "pareto 2.5, 300": paretoSample(101, 2.5, 300),
    "lognormal, 400": normals(103, 400)
      .map((value) => Math.exp(1 + 0.8 * value))
      .sort(),
    "exponential, 300": Float64Array.from({ length: 300 }, () => 1 - Math.log(uniform())).sort(),
  };

  describe.each(Object.entries(samples))("%s", (name, sample) => {
    const expected = golden.tails[name]!;
    const models = compareTailModels(sample, sample[0]!);

    test("is the sample they were given", () => {
      expectClose(
        sample.reduce((sum, x) => sum + x, 0),
        expected.sum,
        closedForm,
      );
    });

    // poweRlaw finds α by a search that stops 1e-7 away, so its D and, once in a while, its xmin may differ.
    test("xmin, α and D are poweRlaw's", () => {
      const fit = fitAlphaWw(sample, { smallest: 0 });
      expectClose(fit.xmin, expected.poweRlaw.xmin, closedForm);
      expectClose(fit.alpha, expected.poweRlaw.alpha, 1e-5);
      expectClose(fit.ksDistance, expected.poweRlaw.D, 1e-5);
    });

    test("the likelihood ratio against the exponential is powerlaw's", () => {
      expectClose(models.alpha, expected.poweRlaw.wholeAlpha, 1e-5);
      expectClose(models.exponential!.R, expected.exponential.R, 1e-6);
      // powerlaw searches for its parameters: R is flat there, its variance is not.
      expectClose(models.exponential!.normalizedR, expected.exponential.normalizedR, optimized);
      expectClose(models.exponential!.p, expected.exponential.p, 1e-3);
    });

    // Both are optimised: ours is at least as likely, and better by no more than their searches leave.
    test("the lognormal is powerlaw's, or likelier", () => {
      const gain = expected.lognormal.R - models.lognormal!.R;
      expect(gain).toBeGreaterThan(-optimized);
      expect(gain).toBeLessThan(0.05);
    });

    // powerlaw keeps the exponent of the cut-off law above 0, which ours need not be.
    test("the truncated power law is powerlaw's, or likelier", () => {
      const gain = Math.min(0, expected.truncated.R) - models.truncated!.R;
      expect(gain).toBeGreaterThan(-optimized);
    });
  });

  test("D, α and xmin of the Pareto sample are powerlaw's, too, whose search it does not bound there", () => {
    const expected = golden.tails["pareto 2.5, 300"]!.powerlaw;
    const fit = fitAlphaWw(samples["pareto 2.5, 300"]!, { smallest: 0 });
    expectClose(fit.alpha, expected.alpha, closedForm);
    expectClose(fit.xmin, expected.xmin, closedForm);
    expectClose(fit.ksDistance, expected.D, closedForm);
    expect(fit.tailSize).toBe(expected.n);
  });
});

/** Twelve rows of 60 positions, of which four lean on the first. */
function correlation(): Float64Array {
  const rows = normals(201, 12 * 60);
  for (let i = 1; i < 5; i++) for (let t = 0; t < 60; t++) rows[i * 60 + t]! += 0.9 * rows[t]!;
  return gram(standardizeRows(rows, { rows: 12, columns: 60 }).rows, 12, 60);
}

describe("coordination, against numpy, networkx and scikit-learn", () => {
  const matrix = correlation();

  test("modularity of given partitions, of positive and of negative weights", () => {
    for (const { partition, positive, positiveWeight, negative, negativeWeight } of golden.communities) {
      const part = (sign: number) => matrix.map((r, at) => (at % 13 === 0 ? 0 : Math.max(0, sign * r)));
      expectClose(modularity(part(1), partition), positive, closedForm);
      expectClose(modularity(part(-1), partition), negative, closedForm);
      const { q, difference } = signedModularity(matrix, partition)!;
      expectClose(difference, positive - negative, closedForm);
      const weight = positiveWeight + negativeWeight;
      expectClose(q, (positiveWeight * positive - negativeWeight * negative) / weight, closedForm);
    }
  });

  test("effective dimensions", () => {
    const { eigenvalues, pca95, pca90, participationRatio, expEntropy } = golden.dimensions;
    const own = symmetricEigenvalues(matrix, 12);
    own.forEach((value, i) => expectClose(value, eigenvalues[i]!, eigenvalueBased));
    const expected = [pca95, pca90, participationRatio, expEntropy];
    effectiveDimensions(own, 60).forEach((share, i) =>
      expectClose(share, expected[i]! / 12, eigenvalueBased),
    );
  });

  test("co-activation within a group and with the rest", () => {
    const { within, withRest } = golden.coactivation;
    const layer = { matrix, alive: new Uint8Array(12).fill(1), neurons: 12, positions: 60 };
    const pairs = [
      [coactivation(matrix, 12)!, within],
      [coactivationWithRest(layer, Int32Array.of(0, 1, 2, 3, 4))!, withRest],
    ] as const;
    for (const [actual, expected] of pairs) {
      for (const key of ["mean", "median", "sharePositive", "shareStrong"] as const) {
        expectClose(actual[key], expected[key], closedForm);
      }
    }
  });

  test("nearest neighbours by cosine, Moran's I and the join count over them", () => {
    const near = nearestNeighbours(noiseMatrix(202, 40, 6), { rows: 40, columns: 6, gramOf: gram });
    expect(near.map((list) => [...list])).toEqual(golden.neighbourhoods.neighbours);
    expectClose(moranI(normals(203, 40), near), golden.neighbourhoods.moranI, closedForm);
    const members = Int32Array.from({ length: 12 }, (_, i) => i);
    expectClose(joinCount(members, near), golden.neighbourhoods.joinCount, closedForm);
  });

  test("mutual information is scikit-learn's", () => {
    for (const { seed, r, k, mi } of golden.information) {
      const values = normals(seed, 800);
      const x = values.slice(0, 400);
      const y = x.map((value, i) => r * value + Math.sqrt(1 - r * r) * values[400 + i]!);
      expectClose(Math.max(0, mutualInformation(x, y, k)), mi, closedForm);
    }
  });
});

describe("distributions, against scipy and statsmodels", () => {
  const expected = golden.distributions;
  const each = (values: Record<string, number>, of: (x: number) => number, tolerance: number) => {
    for (const [x, value] of Object.entries(values)) expectClose(of(Number(x)), value, tolerance);
  };

  test("Kolmogorov–Smirnov distances and kurtosis", () => {
    const x = normals(401, 150).sort();
    const y = normals(402, 90)
      .map((value) => value + 0.3)
      .sort();
    expectClose(ksDistance(x, normalCdf), expected.ksNormal, closedForm);
    expectClose(ksDistanceOfSamples(x, y), expected.ksTwo, closedForm);
    expectClose(excessKurtosis(x), expected.kurtosis, closedForm);
  });

  test("normal, χ², digamma and hypergeometric", () => {
    each(expected.normalCdf, normalCdf, closedForm);
    each(expected.logNormalCdf, logNormalCdf, closedForm);
    each(expected.normalQuantile, normalQuantile, closedForm);
    each(expected.digamma, digamma, closedForm);
    for (const [p, degrees, value] of expected.chi2Quantile) {
      expectClose(chiSquareQuantile(p, degrees), value, closedForm);
    }
    // P(X > 6), so at least 7.
    const p = overlapPValue({ population: 512, first: 33, second: 40, shared: 7 });
    expectClose(p, expected.hypergeometric, closedForm);
  });

  test("Holm's correction", () => {
    const [pValues, adjusted] = expected.holm;
    holm(pValues).forEach((p, i) => expectClose(p, adjusted[i]!, closedForm));
  });
});
