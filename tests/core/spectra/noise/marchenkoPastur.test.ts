import { describe, expect, test } from "vitest";
import {
  marchenkoPasturCdf,
  marchenkoPasturDensity,
  marchenkoPasturEdges,
  marchenkoPasturMedian,
} from "~/core/spectra/noise/marchenkoPastur";
import { ksDistance } from "~/core/stats/ksDistance";
import { noiseMatrix, spectrumOf } from "~tests/helpers/spectra";

describe("the Marchenko–Pastur law", () => {
  test.each([1.5, 4, 15.36])("at Q = %f has a distribution function whose slope is its density", (q) => {
    const { lower, upper } = marchenkoPasturEdges(q);
    for (const share of [0.1, 0.3, 0.5, 0.8, 0.95]) {
      const x = lower + share * (upper - lower);
      const h = 1e-5 * (upper - lower);
      const slope = (marchenkoPasturCdf(x + h, q) - marchenkoPasturCdf(x - h, q)) / (2 * h);
      expect(slope / marchenkoPasturDensity(x, q)).toBeCloseTo(1, 7);
    }
  });

  test("runs from 0 to 1 between its edges and is half way at its median", () => {
    for (const q of [1, 1.000001, 2, 100]) {
      const { lower, upper } = marchenkoPasturEdges(q);
      expect(marchenkoPasturCdf(lower, q)).toBe(0);
      expect(marchenkoPasturCdf(upper, q)).toBe(1);
      expect(marchenkoPasturCdf(upper * (1 - 1e-9), q)).toBeCloseTo(1, 6);
      expect(marchenkoPasturCdf(marchenkoPasturMedian(q), q)).toBeCloseTo(0.5, 10);
      expect(marchenkoPasturDensity(upper + 1, q)).toBe(0);
    }
  });

  test("at Q = 1 is the quarter circle of the singular values", () => {
    // s = √x has density √(4 − s²)/π on [0, 2]: P(s ≤ 1) = (√3/2 + π/3)/π
    expect(marchenkoPasturCdf(1, 1)).toBeCloseTo((Math.sqrt(3) / 2 + Math.PI / 3) / Math.PI, 12);
  });

  test("is the law of the eigenvalues of noise", () => {
    const eigenvalues = spectrumOf(noiseMatrix(3, 120, 360), 120, 360).map((x) => x / 360);
    expect(ksDistance(eigenvalues, (x) => marchenkoPasturCdf(x, 3))).toBeLessThan(0.03);
  });

  test("refuses an aspect ratio below 1", () => {
    expect(() => marchenkoPasturEdges(0.5)).toThrow("not 0.5");
  });
});
