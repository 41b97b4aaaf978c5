import { describe, expect, test } from "vitest";
import { correctedParticipationRatio, effectiveDimensions } from "~/core/groups/effectiveDimension";
import { spectrumOf, noiseMatrix } from "~tests/helpers/spectra";

describe("correctedParticipationRatio", () => {
  test("gives n for n independent neurons where the raw ratio gives nT/(n+T)", () => {
    const [n, positions] = [40, 120];
    const eigenvalues = spectrumOf(noiseMatrix(4, n, positions), n, positions);
    expect(correctedParticipationRatio(eigenvalues, positions)! / n).toBeCloseTo(1, 1);
    expect(
      correctedParticipationRatio(eigenvalues, Infinity)! / ((n * positions) / (n + positions)),
    ).toBeCloseTo(1, 1);
  });

  test("is null where the positions are too few to tell, or nothing varies", () => {
    expect(correctedParticipationRatio(new Float64Array(20).fill(1), 20)).toBeNull();
    expect(correctedParticipationRatio(new Float64Array(20), 100)).toBeNull();
  });
});

describe("effectiveDimensions", () => {
  test("are shares of n: 1 when all directions count, 1/n for a single one", () => {
    for (const share of effectiveDimensions(new Float64Array(100).fill(1), 1e12))
      expect(share).toBeGreaterThan(0.89);
    for (const share of effectiveDimensions(new Float64Array(100).fill(100, 99), 1e12))
      expect(share).toBeCloseTo(0.01, 8);
  });

  test("count principal components by hand", () => {
    const [pca95, pca90] = effectiveDimensions(Float64Array.of(0.1, 0.4, 0.5, 3), 1e12);
    expect([pca95, pca90]).toEqual([0.75, 0.75]);
  });

  test("are null where nothing varies", () => {
    expect(effectiveDimensions(new Float64Array(5), 10)).toEqual([null, null, null, null]);
  });
});
