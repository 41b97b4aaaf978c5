import { describe, expect, test } from "vitest";
import { measureSpectrum } from "~/core/spectra/measureSpectrum";
import { SpectrumSummary } from "~/core/spectra/spectrumSummary";
import { summarizeSpectrum } from "~/core/spectra/summarizeSpectrum";
import { noiseMatrix, plainKernels, spectrumOf } from "~tests/helpers/spectra";

const roundTrip = (summary: SpectrumSummary) => SpectrumSummary.parse(JSON.parse(JSON.stringify(summary)));

describe("summarizeSpectrum", () => {
  test("of noise names every estimator and survives JSON unchanged", () => {
    const eigenvalues = spectrumOf(noiseMatrix(1, 40, 120), 40, 120);
    const summary = summarizeSpectrum({ rows: 40, columns: 120, eigenvalues });
    expect(summary.fits.map(({ method }) => method)).toEqual([
      "alpha_ww",
      "alpha_csn2:tail>=10%",
      "alpha_mid",
    ]);
    expect(summary.phase).toBe("random-like");
    expect(summary.tailModels.verdict).toBe("inconclusive");
    expect(summary.stableRank).toBe(summary.weightWatcher.stable_rank);
    expect(summary.shuffled).toBeNull();
    expect(roundTrip(summary)).toEqual(summary);
  });

  test.each([
    ["zeros", new Float64Array(30)],
    ["equal values", new Float64Array(30).fill(2)],
    ["one value", new Float64Array(30).fill(5, 29)],
    ["rounding below zero", new Float64Array(30).fill(-1e-18, 0, 20).fill(1, 20)],
    ["huge and tiny", Float64Array.from({ length: 30 }, (_, i) => 10 ** (10 * i - 150))],
  ])("of %s is null with a reason where there is no number, never NaN", (_, eigenvalues) => {
    const summary = summarizeSpectrum({ rows: 30, columns: 40, eigenvalues });
    expect(roundTrip(summary)).toEqual(summary);
    for (const fit of summary.fits) expect(fit.alpha === null).toBe(fit.reason !== null);
  });

  test("refuses a matrix without entries and a spectrum with a NaN", () => {
    expect(() => summarizeSpectrum({ rows: 0, columns: 3, eigenvalues: new Float64Array(0) })).toThrow(
      "0 × 3",
    );
    expect(() => summarizeSpectrum({ rows: 2, columns: 3, eigenvalues: Float64Array.of(1, NaN) })).toThrow(
      "NaN",
    );
  });
});

describe("measureSpectrum", () => {
  const weights = noiseMatrix(1, 48, 16).map((z, at) => z + (at % 2 === 0 ? 0.8 : -0.8));
  const measured = measureSpectrum(Float32Array.from(weights), {
    rows: 48,
    columns: 16,
    seed: 3,
    ...plainKernels,
  });

  test("adds FARMS and the shuffled baseline, which lacks the planted direction", () => {
    const { summary, shuffled, eigenvalues } = measured;
    expect(summary.fits.map(({ method }) => method)).toContain("alpha_farms:Q=1");
    expect(summary.total).toBeCloseTo(
      weights.reduce((sum, w) => sum + w * w, 0),
      2,
    );
    expect(summary.shuffled).toMatchObject({ seed: 3, largest: shuffled.at(-1), spikes: 1 });
    expect(summary.shuffled!.ksDistance).toBeGreaterThan(0);
    expect(eigenvalues.at(-1)!).toBeGreaterThan(2 * shuffled.at(-1)!);
    expect(roundTrip(summary)).toEqual(summary);
  });

  test("gives the same result for the same seed", () => {
    const again = measureSpectrum(Float32Array.from(weights), {
      rows: 48,
      columns: 16,
      seed: 3,
      ...plainKernels,
    });
    expect(again).toEqual(measured);
  });
});
