import type { Comparison } from "./opCases";

/** The first number that is further from its reference than float32 may put it, in words; null when there is none. */
export function firstDifference({ actual, expected, tolerance }: Comparison): string | null {
  if (actual.length !== expected.length) return `${actual.length} numbers instead of ${expected.length}`;
  const at = expected.findIndex((value, i) => !(Math.abs(actual[i]! - value) <= tolerance));
  return at < 0 ? null : `[${at}] is ${actual[at]!} instead of ${expected[at]!} ± ${tolerance}`;
}
