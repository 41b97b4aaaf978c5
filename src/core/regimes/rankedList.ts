import { requireThat } from "../errors";

/** Below this a curve has too few bins for two knots. */
export const minimumNeurons = 32;

/**
 * ln of the positive values, descending: the ranked curve. Zero and negative values have no logarithm and are
 * left out.
 *
 * @param values [m] one per neuron, any order, finite
 * @returns [n], n ≤ m
 */
export function rankedLogValues(values: Float64Array): Float64Array {
  const logs = new Float64Array(values.length);
  let n = 0;
  for (const value of values) if (value > 0) logs[n++] = Math.log(value);
  return logs.subarray(0, n).sort().reverse();
}

export function requireFinite(values: Float64Array): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  requireThat(
    wrong < 0,
    `the influence of neuron ${wrong} is ${values[wrong]}; ranked influences must be finite`,
  );
}

/** For the reader, where a list is too short to fit. */
export const tooFew = (count: number) =>
  `only ${count} neurons have a positive influence; ${minimumNeurons} are needed to fit a ranked curve`;
