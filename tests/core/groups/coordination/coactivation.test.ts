import { describe, expect, test } from "vitest";
import { coactivation, coactivationWithRest } from "~/core/groups/coordination/coactivation";
import { measureCoactivation } from "~/core/groups/coordination/measureCoactivation";
import { correlateActivations } from "~/core/groups/correlateActivations";
import { cosine } from "~/core/linalg/cosine";
import { gram } from "~/core/linalg/gram";
import { median } from "~/core/stats/quantile";
import { seededRandom } from "~/core/stats/random";
import { shuffle } from "~/core/stats/shuffle";
import { noiseMatrix } from "~tests/helpers/spectra";

test("co-activation summarises the correlations off the diagonal", () => {
  const correlation = Float64Array.of(1, 0.6, -0.2, 0.6, 1, 0.2, -0.2, 0.2, 1);
  const { mean, median, sharePositive, shareStrong } = coactivation(correlation, 3)!;
  expect(mean).toBeCloseTo(0.2, 14);
  expect(median).toBeCloseTo(0.2, 14);
  expect(sharePositive).toBeCloseTo(2 / 3, 14);
  expect(shareStrong).toBeCloseTo(1 / 3, 14);
});

test("a single neuron has no co-activation, and a shape that does not fit is refused", () => {
  expect(coactivation(Float64Array.of(1), 1)).toBeNull();
  expect(() => coactivation(new Float64Array(5), 2)).toThrow("4 correlations, not 5");
});

describe("with the rest of the layer", () => {
  const matrix = Float64Array.of(1, 0.9, 0.1, 0, 0.9, 1, -0.6, 0, 0.1, -0.6, 1, 0, 0, 0, 0, 0);
  const correlation = { matrix, alive: Uint8Array.of(1, 1, 1, 0), neurons: 4, positions: 9 };

  test("takes every pair of a member and a living neuron outside", () => {
    // Members 0 and 1, rest 2: .1 and −.6; neuron 3 never varies.
    expect(coactivationWithRest(correlation, Int32Array.of(0, 1))).toEqual({
      mean: -0.25,
      median: -0.25,
      sharePositive: 0.5,
      shareStrong: 0.5,
    });
  });

  test("is null where there is no rest", () => {
    expect(coactivationWithRest(correlation, Int32Array.of(0, 1, 2))).toBeNull();
  });
});

describe("measureCoactivation", () => {
  const [positions, neurons] = [300, 60];
  const activations = noiseMatrix(4, positions, neurons);
  // Neurons 0 … 9 share a signal.
  for (let t = 0; t < positions; t++) {
    for (let i = 1; i < 10; i++) activations[t * neurons + i]! += 2 * activations[t * neurons]!;
  }
  const correlation = correlateActivations(activations, { positions, neurons, gramOf: gram });
  const measure = (members: number[]) =>
    measureCoactivation(correlation, {
      group: "plateau",
      members,
      norms: new Float64Array(neurons).fill(1),
      seed: 1,
    });

  test("finds neurons that fire together far from their null, and not the rest", () => {
    const [within] = measure([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(within).toMatchObject({
      statistic: "coactivation_within",
      method: "pearson:mean_r@1",
      draws: 199,
    });
    expect(within!.value).toBeGreaterThan(0.6);
    expect(within!.z).toBeGreaterThan(5);
    const [other] = measure([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    expect(Math.abs(other!.value!)).toBeLessThan(0.05);
  });

  test("names each of its eight statistics once", () => {
    const rows = measure([0, 1, 2]);
    expect(new Set(rows.map(({ statistic, method }) => statistic + method)).size).toBe(8);
  });

  test("the cosine of two centred activations is their correlation", () => {
    const column = (i: number) => {
      const values = Float64Array.from({ length: positions }, (_, t) => activations[t * neurons + i]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / positions;
      return values.map((value) => value - mean);
    };
    expect(cosine(column(0), column(1))).toBeCloseTo(correlation.matrix[1]!, 12);
  });
});

test("with the rest it is what all its pairs give, one by one, whatever group and whichever neurons are dead", () => {
  const [positions, neurons] = [40, 30];
  for (let seed = 1; seed <= 60; seed++) {
    const activations = noiseMatrix(seed, positions, neurons);
    for (let t = 0; t < positions; t++) activations[t * neurons + 7] = 2;
    const correlation = correlateActivations(activations, { positions, neurons, gramOf: gram });
    const living = shuffle(Int32Array.from(correlation.alive.keys()), seededRandom(seed)).filter(
      (i) => i !== 7,
    );
    const size = 1 + (seed % 27);
    const [members, rest] = [living.slice(0, size).sort(), living.slice(size)];
    const pairs = [...members].flatMap((i) => [...rest].map((j) => correlation.matrix[i * neurons + j]!));
    const { mean, ...found } = coactivationWithRest(correlation, members)!;
    expect(mean).toBeCloseTo(pairs.reduce((sum, r) => sum + r, 0) / pairs.length, 13);
    expect(found).toEqual({
      median: median(pairs.toSorted((a, b) => a - b)),
      sharePositive: pairs.filter((r) => r > 0).length / pairs.length,
      shareStrong: pairs.filter((r) => Math.abs(r) > 0.5).length / pairs.length,
    });
  }
});
