import { requireThat } from "../errors";

/** Fourth central moment over the squared second, − 3: 0 for normal numbers. null where the values do not vary. */
export function excessKurtosis(values: Float32Array | Float64Array): number | null {
  const n = values.length;
  requireThat(n > 0, "no values, so no kurtosis");
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let second = 0;
  let fourth = 0;
  for (let i = 0; i < n; i++) {
    const square = (values[i]! - mean) ** 2;
    second += square;
    fourth += square * square;
  }
  return second > 0 ? (fourth * n) / (second * second) - 3 : null;
}
