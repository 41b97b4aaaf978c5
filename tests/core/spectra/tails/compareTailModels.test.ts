import { describe, expect, test } from "vitest";
import { compareTailModels, TailModels } from "~/core/spectra/tails/compareTailModels";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { paretoSample } from "~tests/helpers/spectra";

const uniforms = (seed: number, n: number) => Float64Array.from({ length: n }, seededRandom(seed));

describe("compareTailModels", () => {
  test("calls a power law a power law", () => {
    const models = compareTailModels(paretoSample(1, 2.5, 1_000), 1);
    expect(models.verdict).toBe("power law");
    expect(models.exponential?.R).toBeGreaterThan(0);
    expect(models.exponential?.p).toBeLessThan(0.05);
  });

  test("calls an exponential tail something else than a power law", () => {
    const sample = uniforms(3, 1_000)
      .map((u) => 1 - Math.log(u))
      .sort();
    const models = compareTailModels(sample, sample[0]!);
    expect(models.exponential!.R).toBeLessThan(0);
    expect(models.verdict).not.toBe("power law");
    expect(models.verdict).not.toBe("inconclusive");
  });

  test("calls a lognormal body something else than a power law", () => {
    const sample = normalsFrom(seededRandom(5), 2_000)
      .map((z) => Math.exp(2 + 0.5 * z))
      .sort();
    expect(["lognormal", "truncated power law"]).toContain(compareTailModels(sample, sample[0]!).verdict);
  });

  test("does not decide below 200 points", () => {
    const models = compareTailModels(paretoSample(1, 2.5, 199), 1);
    expect(models.verdict).toBe("inconclusive");
    expect(models.reason).toContain("199 eigenvalues");
  });

  test("keeps an eigenvalue equal to xmin, and gives the rates in the eigenvalues' units", () => {
    const sample = paretoSample(7, 3, 300);
    const scaled = compareTailModels(
      sample.map((x) => 100 * x),
      100 * sample[100]!,
    );
    const plain = compareTailModels(sample, sample[100]!);
    expect(scaled.tailSize).toBe(200);
    expect(plain.tailSize).toBe(200);
    expect(scaled.exponential!.lambda).toBeCloseTo(plain.exponential!.lambda / 100, 10);
    expect(scaled.lognormal!.R).toBeCloseTo(plain.lognormal!.R, 6);
  });

  test("says so where there is nothing to compare, in plain JSON", () => {
    for (const models of [
      compareTailModels(new Float64Array(8), null),
      compareTailModels(Float64Array.of(1, 2), 1),
      compareTailModels(new Float64Array(9).fill(2), 2),
      compareTailModels(
        Float64Array.from({ length: 300 }, (_, i) => 1 + i * 1e-14),
        1,
      ),
    ]) {
      expect(models.verdict).toBe("inconclusive");
      expect(models.exponential).toBeNull();
      expect(TailModels.parse(JSON.parse(JSON.stringify(models)))).toEqual(models);
    }
  });
});
