import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { experiments } from "~tests/bench/calibration/calibration";
import { binomialRange } from "~tests/bench/calibration/binomialRange";
import { keptDataSets, runExperiment } from "~tests/bench/calibration/experiment";

const stored = z
  .array(z.object({ experiment: z.string(), outcome: z.string(), first: z.string() }))
  .parse(JSON.parse(readFileSync(new URL("../bench/calibration/results.json", import.meta.url), "utf8")));

/** Of each kind of experiment one, cheap enough for every run of the tests. */
const again = [
  "group spectra, Gaussian rows",
  "activations of independent neurons",
  "modularity, independent positions",
  "neighbourhoods in W_out, random group",
  "Marchenko–Pastur, gaussian noise 48 × 48",
  "tails, power law α = 2.5, 400 values",
  "ranked curve, lognormal, 512 neurons",
  "overlap of 33 and 33 of 512",
  "noise floor, 128 sequences of unequal length",
  "routing intervals, 16 heads in 64 sequences",
  "loss of a band, 16 sequences",
  "rank correlation of two ablations, 100 neurons in 16 sequences",
  "mutual information of independent neurons",
];

describe("the stored calibration", () => {
  test.each(again)("%s comes out again, data set by data set", (name) => {
    const experiment = experiments.find((candidate) => candidate.name === name)!;
    for (const { outcome, first } of runExperiment(experiment, keptDataSets)) {
      const kept = stored.find((row) => row.experiment === name && row.outcome === outcome);
      expect(first, outcome).toBe(kept?.first);
    }
  });

  test("holds every outcome of every experiment", () => {
    const names = experiments.flatMap(({ name, expected }) =>
      Object.keys(expected).map((outcome) => `${name}: ${outcome}`),
    );
    expect(stored.map(({ experiment, outcome }) => `${experiment}: ${outcome}`)).toEqual(names);
  });
});

test("the binomial range is the central 95 %, by hand for three coins", () => {
  // P(0) = 1/8, P(≤ 2) = 7/8: both tails are wider than 2.5 %.
  expect(binomialRange(3, 0.5)).toEqual([0, 1]);
  // scipy.stats.binom.ppf([.025, .975], 400, .05) = 12, 29
  expect(binomialRange(400, 0.05)).toEqual([12 / 400, 29 / 400]);
});
