import { describe, expect, test } from "vitest";
import { WeightWatcherDetails, weightWatcherDetails } from "~/core/spectra/weightWatcherDetails";
import { paretoQuantiles } from "~tests/helpers/spectra";

describe("weightWatcherDetails", () => {
  test("does by hand what the definitions say", () => {
    const details = weightWatcherDetails(Float64Array.of(1, 9, 90), { rows: 3, columns: 12 });
    expect(details).toMatchObject({ N: 12, M: 3, Q: 4, matrix_rank: 3, rank_loss: 0, weak_rank_loss: 0 });
    expect(details.log_norm).toBeCloseTo(2, 14);
    expect(details.log_spectral_norm).toBeCloseTo(Math.log10(90), 14);
    expect(details.stable_rank).toBeCloseTo(100 / 90, 14);
    expect(details.alpha_weighted).toBeCloseTo(details.alpha! * Math.log10(90), 12);
    expect(details.log_alpha_norm).toBeCloseTo(
      Math.log10(1 + 9 ** details.alpha! + 90 ** details.alpha!),
      12,
    );
  });

  test("keeps WeightWatcher's names for α below 2 and above 6", () => {
    const warningAt = (alpha: number) => {
      return weightWatcherDetails(paretoQuantiles(alpha, 300), { rows: 300, columns: 300 }).warning;
    };
    expect([1.5, 3, 8].map(warningAt)).toEqual(["over-trained", null, "under-trained"]);
  });

  test("counts lost ranks, and numbers stay finite for steep tails", () => {
    const details = weightWatcherDetails(Float64Array.of(0, 1e-17, 1e-7, 1e9, 1.001e9, 1.002e9), {
      rows: 6,
      columns: 6,
    });
    expect(details).toMatchObject({ matrix_rank: 3, rank_loss: 3, weak_rank_loss: 3 });
    expect(details.alpha).toBeGreaterThan(300);
    expect(Number.isFinite(details.log_alpha_norm)).toBe(true);
  });

  test("of a zero matrix is null where there is no number, and plain JSON", () => {
    const details = weightWatcherDetails(new Float64Array(4), { rows: 4, columns: 9 });
    expect(details).toMatchObject({
      alpha: null,
      log_norm: null,
      stable_rank: null,
      matrix_rank: 0,
      rank_loss: 4,
    });
    expect(WeightWatcherDetails.parse(JSON.parse(JSON.stringify(details)))).toEqual(details);
  });

  test("refuses eigenvalues that are not the matrix's", () => {
    expect(() => weightWatcherDetails(Float64Array.of(1), { rows: 2, columns: 3 })).toThrow(
      "2 eigenvalues, not 1",
    );
  });
});
