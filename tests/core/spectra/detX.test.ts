import { expect, test } from "vitest";
import { detX } from "~/core/spectra/detX";

test("detX counts how many of the largest it takes for their product to fall below 1", () => {
  expect(detX(Float64Array.of(0.1, 0.5, 2, 3))).toEqual({ count: 4, index: 0 });
  expect(detX(Float64Array.of(0.01, 0.1, 2, 3))).toEqual({ count: 3, index: 1 });
  expect(detX(Float64Array.of(1, 1, 1))).toEqual({ count: 3, index: 0 });
});

test("detX stops at the first zero, and does not overflow where the product would", () => {
  expect(detX(new Float64Array(100).fill(1, 90)).count).toBe(11);
  const steep = Float64Array.from({ length: 4_000 }, (_, i) => (i < 2_000 ? 1e-3 : 2 - 1e-3));
  expect(detX(steep).count).toBe(2_000 + Math.floor((2_000 * Math.log(2 - 1e-3)) / Math.log(1e3)) + 1);
});
