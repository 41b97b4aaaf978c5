import { selectAt } from "../../stats/selectAt";

/**
 * The mean of the values of two ranks that follow each other, or the value of the one rank that both are: a median, where
 * the ranks are those of the middle.
 *
 * @param values finite; reordered in place
 */
export function middleOf(values: Float64Array, lower: number, upper: number): number {
  const high = selectAt(values, upper);
  if (lower === upper) return high;
  let low = -Infinity;
  for (let i = 0; i < upper; i++) if (values[i]! > low) low = values[i]!;
  return low + (high - low) / 2;
}
