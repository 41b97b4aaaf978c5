import { expect } from "vitest";

/** Fails unless `actual` is within `tolerance` of `expected`, relative to it (absolute where it is 0). */
export function expectClose(actual: number | null | undefined, expected: number, tolerance: number): void {
  const off = Math.abs((actual ?? NaN) - expected) / (Math.abs(expected) || 1);
  expect(off, `${actual ?? "nothing"} against ${expected}`).toBeLessThanOrEqual(tolerance);
}
