import { expect, test } from "vitest";
import { principalComponents } from "~/core/spectra/principalComponents";

test("principal components are counted until they hold the share, which may be met exactly", () => {
  const eigenvalues = Float64Array.of(0.05, 0.05, 0.2, 0.7);
  expect([0.5, 0.7, 0.71, 0.9, 0.95, 1].map((share) => principalComponents(eigenvalues, share))).toEqual([
    1, 1, 2, 2, 3, 4,
  ]);
});

test("a spectrum of zeros has no principal components", () => {
  expect(principalComponents(new Float64Array(3), 0.9)).toBeNull();
});
