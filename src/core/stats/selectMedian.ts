import { requireThat } from "../errors";

/**
 * The median without sorting: Hoare's selection, O(n). The mean of the middle two for an even count.
 *
 * @param values not empty and finite; reordered in place
 */
export function selectMedian(values: Float64Array): number {
  const n = values.length;
  requireThat(n > 0, "no values, so no median");
  const upper = selectAt(values, n >> 1);
  if (n % 2 === 1) return upper;
  let lower = -Infinity;
  for (let i = 0; i < n >> 1; i++) if (values[i]! > lower) lower = values[i]!;
  return lower + (upper - lower) / 2;
}

/** The value of rank k, counted from 0; afterwards no value before it is larger and none behind it smaller. */
function selectAt(values: Float64Array, k: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOfThree(values[low]!, values[(low + high) >> 1]!, values[high]!);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const kept = values[i]!;
      values[i++] = values[j]!;
      values[j--] = kept;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k]!;
}

const middleOfThree = (a: number, b: number, c: number) =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
